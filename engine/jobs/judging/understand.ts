// New files of one data set as they were understood: read, joined, and held against what training knew of them.

import { Refusal, toFailure } from '../../contract/errors.ts';
import type { Failure } from '../../contract/errors.ts';
import type { JudgingNote, JudgingSource } from '../../contract/judging.ts';
import type { DataSource } from '../../contract/project.ts';
import { targetsOf } from '../../contract/tasks.ts';
import { columnOf, isMissing } from '../../data/table.ts';
import type { TaskHead } from '../../tasks/rules.ts';
import { createImageLoader } from '../load-images.ts';
import type { SourceContent } from '../load.ts';
import { createTableLoader } from '../load-table.ts';
import type { LoadProgress } from '../jobs.ts';
import { tasksOf } from '../prepare.ts';
import { cyclesAlone } from './cycles-alone.ts';
import { checkColumns } from './column-checks.ts';
import type { ColumnChecks } from './column-checks.ts';
import { labelsOf } from './labels.ts';
import type { FoundLabels } from './labels.ts';
import { nearestName } from './nearest-name.ts';
import { newSource } from './new-files.ts';
import type { NewFile } from './new-files.ts';
import { inputColumns, networksFor, seriesColumns } from './open-run.ts';
import type { OpenRun, RunNetwork } from './open-run.ts';
import type { SourceReading } from './reading.ts';

export interface Understood {
  readonly old: DataSource;
  readonly source: DataSource;
  readonly files: readonly NewFile[];
  readonly reading: SourceReading;
  readonly content: SourceContent;
  readonly networks: readonly RunNetwork[];
  readonly checks: ColumnChecks;
  /** By task id; tasks without a single label are left out. */
  readonly labels: ReadonlyMap<string, FoundLabels>;
  readonly view: JudgingSource;
  readonly notes: readonly JudgingNote[];
  readonly problems: readonly Failure[];
}

export interface UnderstandTools {
  readonly resolveFile: (reference: string) => string;
  /** A folder of this judging alone: what is read is kept there while it lasts. */
  readonly workFolder: string;
}

/** @throws Refusal where the files cannot be read at all; what the model lacks of them is in `problems` */
export async function understand(
  run: OpenRun,
  sourceId: string,
  files: readonly NewFile[],
  tools: UnderstandTools,
  hooks: LoadProgress,
): Promise<Understood> {
  const old = run.document.data.find(({ id }) => id === sourceId)!;
  const reading = run.reading.sources.find(({ id }) => id === sourceId)!;
  const networks = networksFor(run, sourceId);
  const tasks = tasksOf(run.document, old);
  if (tasks.length === 0 || networks.length === 0) throw new Refusal('judging.no-task', { source: sourceId });
  const isForecast = tasks.some(({ kind }) => kind === 'forecast');
  const other = tasks.find(({ kind }) => kind !== 'forecast');
  if (isForecast && other) throw new Refusal('judging.not-yet', { task: other.name ?? other.id });
  const inputs = new Map(
    networks
      .flatMap((one) => [...inputColumns(one, reading), ...(isForecast ? seriesColumns(one, old) : [])])
      .map((one) => [one.name, one]),
  );
  const { signal } = hooks;
  // Rows that are judged one by one stay in the order of the file.
  const { time: _time, series: _series, order: _order, ...unordered } = old;
  const { source, joinedAsBefore } = await newSource(
    isForecast ? old : unordered,
    reading,
    new Set(inputs.keys()),
    files,
    {
      resolveFile: tools.resolveFile,
      signal,
    },
  );
  const content = underNames(await load(source, tools, hooks), source);
  const { table, report } = content;
  const names = table.columns.map(({ name }) => name);
  const problems: Failure[] = [];
  const lacking = [...inputs.keys()].filter((name) => !names.includes(name));
  for (const name of lacking) {
    const file = table.source.files.join(', ');
    const nearest = nearestName(
      name,
      names.filter((one) => !inputs.has(one)),
    );
    const others = lacking.filter((one) => one !== name);
    problems.push(toFailure(new Refusal('judging.column-missing', { column: name, file, nearest, others })));
  }
  problems.push(...emptied(content, inputs));
  const known = reading.columns.filter(({ name, kind }) => inputs.has(name) && kind !== 'image');
  const checks = checkColumns(sourceId, table, report, known, isForecast ? lookedBackOn(content, networks) : undefined);
  const heads = networks
    .flatMap(({ model }) => model.heads)
    .filter(({ task }) => tasks.some(({ id }) => id === task.id));
  const labels = labelsByTask(sourceId, content, heads);
  const use = usesOf(old, inputs, tasks.flatMap(targetsOf), isForecast);
  const columns = table.columns.map(({ name, kind, unit }) => ({ name, kind, unit, use: use(name) }));
  const unread = columns.filter((column) => column.use === 'not-read').map(({ name }) => name);
  const info = (code: JudgingNote['code'], facts: JudgingNote['facts']): JudgingNote => ({
    code,
    severity: 'info',
    source: sourceId,
    column: null,
    facts,
    lines: [],
  });
  return {
    old,
    source,
    files,
    reading,
    content,
    networks,
    checks,
    labels,
    view: {
      source: sourceId,
      kind: isForecast ? 'forecast' : 'rows',
      files: files.map(({ name }) => name),
      rows: content.series?.report.rowsBefore ?? table.rowCount,
      encoding: content.images ? null : (report.files[0]?.encoding ?? null),
      columns,
      tasks: heads.map(({ task }) => ({ taskId: task.id, labelled: labels.get(task.id)?.labelled ?? 0 })),
    },
    notes: [
      ...checks.notes,
      ...[...labels.values()].flatMap(({ notes }) => notes),
      ...joinedAsBefore.map((file) => info('joined-as-before', { file })),
      ...otherStep(sourceId, reading.clock, content),
      ...otherSize(sourceId, reading.photos, content),
      ...(unread.length > 0 ? [info('columns-not-read', { columns: unread.slice(0, 30) })] : []),
    ],
    problems,
  };
}

function load(source: DataSource, tools: UnderstandTools, hooks: LoadProgress): Promise<SourceContent> {
  if (source.files.length === 0 && source.signals) return cyclesAlone(source.signals, hooks);
  const options = { cacheFolder: tools.workFolder, resolveFile: tools.resolveFile };
  const tables = createTableLoader(options);
  return source.images ? createImageLoader({ ...options, tables }).load(source, hooks) : tables.load(source, hooks);
}

/** Files by the names a person knows them by, wherever they lie. */
function underNames(content: SourceContent, { names, files }: DataSource): SourceContent {
  if (content.images || names?.length !== files.length || files.length === 0) return content;
  const { table } = content;
  return { ...content, table: { ...table, source: { ...table.source, files: names } } };
}

/** Columns of numbers or dates of which not one cell could be read: they hold something else now. */
function emptied(
  { table, report }: SourceContent,
  inputs: ReadonlyMap<string, { readonly fed: 'numbers' | 'moments' | 'words' }>,
): Failure[] {
  return report.columns.flatMap(({ name, unreadableCount }) => {
    const fed = inputs.get(name)?.fed;
    const column = columnOf(table, name);
    if (fed === undefined || fed === 'words' || !column || unreadableCount === 0) return [];
    for (let row = 0; row < table.rowCount; row++) if (!isMissing(column, row)) return [];
    const expected = fed === 'moments' ? ('date' as const) : ('number' as const);
    return [toFailure(new Refusal('features.kind-changed', { column: name, expected, found: 'category' }))];
  });
}

/** A forecast is made from the newest rows of each series; what lay before them is not read. */
function lookedBackOn({ series }: SourceContent, networks: readonly RunNetwork[]): (row: number) => boolean {
  const reach = networks.map(({ model: { plan } }) => (plan.series?.lookback ?? 0) + (plan.series?.horizon ?? 0));
  return (row) => !series || series.lastRow[row]! - row < Math.max(...reach);
}

/** Rows at another distance are another thing to forecast. */
function otherStep(source: string, trained: SourceReading['clock'], { series }: SourceContent): JudgingNote[] {
  if (!series || !trained) return [];
  const { step, months } = series.clock;
  if (step === trained.step && months === trained.months) return [];
  const facts = { trained: trained.step, found: step, trainedMonths: trained.months, foundMonths: months };
  return [{ code: 'other-step', severity: 'warn', source, column: null, facts, lines: [] }];
}

/** Another camera, or another distance. */
function otherSize(source: string, trained: SourceReading['photos'], { images }: SourceContent): JudgingNote[] {
  const sizes = images?.report.sizes;
  if (!sizes || !trained) return [];
  const area = (size: readonly number[]): number => size[0]! * size[1]!;
  if (area(sizes.smallest) >= area(trained.smallest) && area(sizes.largest) <= area(trained.largest)) return [];
  const text = (size: readonly number[]): string => size.join(' x ');
  const facts = {
    smallest: text(sizes.smallest),
    largest: text(sizes.largest),
    trainedSmallest: text(trained.smallest),
    trainedLargest: text(trained.largest),
  };
  return [{ code: 'photo-size-differs', severity: 'warn', source, column: null, facts, lines: [] }];
}

function labelsByTask(
  source: string,
  { table }: SourceContent,
  heads: readonly TaskHead[],
): ReadonlyMap<string, FoundLabels> {
  return new Map(
    heads.flatMap((head) => {
      const found = head.task.kind === 'forecast' ? null : labelsOf(source, table, head);
      return found ? [[head.task.id, found] as const] : [];
    }),
  );
}

function usesOf(
  { time, series, join = [] }: DataSource,
  inputs: ReadonlyMap<string, unknown>,
  targets: readonly string[],
  isForecast: boolean,
): (name: string) => JudgingSource['columns'][number]['use'] {
  const keys = new Set(join.flatMap((one) => [...one.keys, ...(one.photo === undefined ? [] : [one.photo])]));
  return (name) => {
    if (inputs.has(name) || name === 'image') return 'input';
    if (targets.includes(name)) return isForecast ? 'input' : 'label';
    if (name === time) return 'time';
    if (name === series) return 'series';
    return keys.has(name) ? 'key' : 'not-read';
  };
}
