// The figures of a forecast by column and, where a data set holds several series, by series: the same rows and headings in
// the window and in the report.

import type { Language, Words } from '../language.ts';
import type { ForecastColumn, ForecastDetail, ForecastSeries } from '../series.ts';
import { figureText } from './metrics.ts';

const headings = {
  skill: { ja: '改善', en: 'Better by' },
  mae: { ja: '平均誤差', en: 'Mean error' },
  referenceMae: { ja: '比べた予測の平均誤差', en: 'Mean error of the comparison' },
  mase: { ja: 'MASE', en: 'MASE' },
  coverage: { ja: '区間に入った割合', en: 'Inside the interval' },
  mseScaled: { ja: '標準化 MSE', en: 'Scaled MSE' },
  maeScaled: { ja: '標準化 MAE', en: 'Scaled MAE' },
} as const satisfies Record<string, Words>;
const names = {
  column: { ja: '列', en: 'Column' },
  series: { ja: '系列', en: 'Series' },
} as const satisfies Record<string, Words>;

type Figure = keyof typeof headings;
type Figures = Pick<ForecastColumn | ForecastSeries, Figure>;

export interface ForecastTable {
  readonly of: keyof typeof names;
  /** Heading of the names. */
  readonly name: string;
  readonly figures: readonly { readonly figure: Figure; readonly heading: string }[];
  /** One cell a figure. `isNew`: a series without training rows. */
  readonly rows: readonly { readonly name: string; readonly isNew: boolean; readonly cells: readonly string[] }[];
}

/**
 * Of one column there are errors in its unit for each series; of several columns a series has only errors without unit,
 * and over several series a column has none that would tell of more than the largest series.
 *
 * @param mostSeries rows of the table by series at most, those forecast worst
 */
export function forecastTables(
  detail: Pick<ForecastDetail, 'columns' | 'series' | 'interval'>,
  language: Language,
  mostSeries = Number.POSITIVE_INFINITY,
): ForecastTable[] {
  const { columns, series, interval } = detail;
  const tableOf = (
    of: ForecastTable['of'],
    shown: readonly (Figures & { name: string; unit: string | null; isNew?: boolean })[],
    own: { readonly hasUnit: boolean; readonly isScaled: boolean },
  ): ForecastTable => {
    const told: Figure[] = [
      'skill',
      ...(own.hasUnit ? (['mae', 'referenceMae'] as const) : []),
      'mase',
      ...(interval === null ? [] : (['coverage'] as const)),
      ...(own.isScaled ? (['mseScaled', 'maeScaled'] as const) : []),
    ];
    return {
      of,
      name: names[of][language],
      figures: told.map((figure) => ({ figure, heading: headings[figure][language] })),
      rows: shown.map((one) => ({
        name: one.name,
        isNew: one.isNew ?? false,
        cells: told.map((figure) => cell(figure, one)),
      })),
    };
  };
  const byColumn = (): ForecastTable =>
    tableOf(
      'column',
      columns.map((one) => ({ ...one, name: one.column })),
      { hasUnit: series === undefined, isScaled: false },
    );
  if (series === undefined) return [byColumn()];
  const unit = columns[0]?.unit ?? null;
  const bySeries = tableOf(
    'series',
    series.slice(0, mostSeries).map((one) => ({ ...one, unit })),
    { hasUnit: columns.length === 1, isScaled: series.some(({ maeScaled }) => maeScaled !== undefined) },
  );
  return columns.length > 1 ? [byColumn(), bySeries] : [bySeries];
}

function cell(figure: Figure, one: Figures & { readonly unit: string | null }): string {
  const metric = figure === 'referenceMae' ? 'mae' : figure;
  return figureText(metric, one[figure] ?? null, metric === 'mae' ? one.unit : null);
}
