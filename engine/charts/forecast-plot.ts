// A forecast beside what came: the past it was made from, the actual values, the forecast and its interval.

import { fileMoment } from '../contract/text/clock.ts';
import { bottomAxis, leftAxis, leftRoom, linear, type Box, type Scale } from './axes.ts';
import { isKnown, path } from './curves.ts';
import {
  chart,
  emptyChart,
  fitted,
  haloed,
  inUnit,
  phrase,
  sizes,
  spreadApart,
  textWidth,
  type Frame,
} from './frame.ts';
import { svg, type Markup } from './svg.ts';

export interface ForecastPlotData {
  readonly column: string;
  readonly unit: string | null;
  /** Rows from the origin (0 = the origin, negative before), and the value; null = missing. */
  readonly history: readonly (readonly [number, number | null])[];
  /** Rows ahead from 1, actual, forecast, lower, upper; null = missing, or no interval. */
  readonly ahead: readonly (readonly [number, number | null, number, number | null, number | null])[];
  /** Moment of the origin in milliseconds on the file's own clock; null without one. */
  readonly moment: number | null;
  /** Milliseconds from row to row; null without a regular clock. */
  readonly step: number | null;
  /** Share of values that the interval is to hold. */
  readonly interval: number | null;
}

const hour = 3_600_000;

export function forecastPlot(data: ForecastPlotData, frame: Frame): string {
  const { theme, width, height } = frame;
  const hasActual = data.ahead.length === 0 || data.ahead.some(([, actual]) => isKnown(actual));
  const title = hasActual
    ? phrase(frame, `${data.column}: 予測と実績`, `${data.column}: forecast and actual`)
    : phrase(frame, `${data.column}: 予測`, `${data.column}: forecast`);
  if (data.ahead.length === 0) return emptyChart(frame, title);
  const hasInterval = data.ahead.some(([, , , lower, upper]) => isKnown(lower) && isKnown(upper));
  const names = {
    actual: phrase(frame, '実績', 'actual'),
    forecast: phrase(frame, '予測', 'forecast'),
    interval: intervalName(data, frame),
  };
  const labelRoom = Math.min(
    width * 0.3,
    Math.max(...Object.values(names).map((name) => textWidth(name, sizes.label))) + 34,
  );
  const values = [...data.history.map(([, value]) => value), ...data.ahead.flatMap(([, ...four]) => four)].filter(
    isKnown,
  );
  const y = linear(values, [height - 48, 34]);
  const box: Box = { left: leftRoom(y, {}), top: 34, right: width - labelRoom, bottom: height - 48 };
  const clock = clockOf(data, frame);
  const rows = [...data.history.map(([row]) => row), ...data.ahead.map(([row]) => row)].map(clock.at);
  const ends: [number, number] = [Math.min(...rows), Math.max(...rows)];
  const x = linear(ends, [box.left, box.right]).domain(ends);
  const past = [...data.history, ...data.ahead.map(([row, actual]) => [row, actual] as const)];
  const aheadRows = data.ahead.map(([row]) => clock.at(row));
  const points = data.ahead.map(([, , point]) => point);
  const origin = x(clock.at(0));
  const name = originName(data, frame);
  const nameAt = Math.max(box.left + 4, origin - 5);
  const nameAnchor = origin - box.left < 90 ? 'start' : 'end';
  const wide = textWidth(name, sizes.small);
  const [from, to] = nameAnchor === 'end' ? [nameAt - wide, nameAt] : [nameAt, nameAt + wide];
  const low = Math.max(
    ...past.flatMap(([row, value]) => {
      const at = x(clock.at(row));
      return isKnown(value) && at >= from - 4 && at <= to + 4 ? [y(value)] : [];
    }),
  );
  return chart(
    frame,
    title,
    describe(data, frame),
    leftAxis(frame, box, y, { title: data.column + inUnit(frame, data.unit) }),
    bottomAxis(frame, box, x, { title: clock.title }),
    svg`${hasInterval && band(data, clock.at, x, y, frame)}`,
    svg`<line x1="${origin}" x2="${origin}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.muted}" stroke-dasharray="1 3"/>`,
    svg`<g fill="none" stroke-linejoin="round"><path d="${path(
      past.map(([row]) => clock.at(row)),
      past.map(([, value]) => value),
      x,
      y,
    )}" stroke="${theme.text}" stroke-width="1.25"/><path d="${path(aheadRows, points, x, y)}" stroke="${theme.accent}" stroke-width="2.25" stroke-dasharray="7 3"/></g>`,
    labels(data, names, hasInterval, { x, y, box, labelRoom }, frame),
    haloed(
      theme,
      nameAt,
      // At the foot, or at the top where the last values run low.
      low > box.bottom - 22 ? box.top + 4 : box.bottom - 6,
      nameAnchor,
      name,
      {
        size: sizes.small,
        fill: theme.muted,
      },
    ),
  );
}

/** The interval as a quiet area between two thin lines, so that it is seen in print too. */
function band(data: ForecastPlotData, at: (row: number) => number, x: Scale, y: Scale, frame: Frame): Markup {
  const { accent } = frame.theme;
  const known = data.ahead.filter(([, , , lower, upper]) => isKnown(lower) && isKnown(upper));
  const corner = (row: number, value: number): string => `${round(x(at(row)))},${round(y(value))}`;
  const upper = known.map(([row, , , , value]) => corner(row, value!));
  const lower = known.map(([row, , , value]) => corner(row, value!));
  return svg`<path d="M${[...upper, ...lower.toReversed()].join('L')}Z" fill="${accent}" fill-opacity="0.16"/><g fill="none" stroke="${accent}" stroke-width="0.75"><path d="M${upper.join('L')}"/><path d="M${lower.join('L')}"/></g>`;
}

interface Place {
  readonly x: Scale;
  readonly y: Scale;
  readonly box: Box;
  readonly labelRoom: number;
}

/** Names at the right ends of the lines, each behind a piece of its line. */
function labels(
  data: ForecastPlotData,
  names: Readonly<Record<'actual' | 'forecast' | 'interval', string>>,
  hasInterval: boolean,
  { y, box, labelRoom }: Place,
  frame: Frame,
): Markup {
  const { theme } = frame;
  const last = data.ahead.at(-1)!;
  const actual = data.ahead.findLast(([, value]) => isKnown(value))?.[1];
  const items = [
    ...(isKnown(actual) ? [{ name: names.actual, at: actual, colour: theme.text, width: 1.25, dash: '' }] : []),
    { name: names.forecast, at: last[2], colour: theme.accent, width: 2.25, dash: '7 3' },
    ...(hasInterval && isKnown(last[4])
      ? [{ name: names.interval, at: last[4], colour: theme.accent, width: 0.75, dash: '' }]
      : []),
  ];
  const places = spreadApart(
    items.map((item) => y(item.at)),
    15,
    box.top,
    box.bottom,
  );
  return svg`${items.map((item, i) => svg`<path d="M${box.right + 6},${round(places[i]!)}h16" fill="none" stroke="${item.colour}" stroke-width="${item.width}" stroke-dasharray="${item.dash}"/><text x="${box.right + 26}" y="${places[i]! + 4}">${fitted(item.name, sizes.label, labelRoom - 28)}</text>`)}`;
}

/** Hours or days from the origin where the clock has them, otherwise rows. */
function clockOf({ step }: ForecastPlotData, frame: Frame): { at: (row: number) => number; title: string } {
  if (step === null)
    return { at: (row) => row, title: phrase(frame, '最後の実績からの行数', 'Rows after the last known') };
  const unit = step >= 24 * hour ? 24 * hour : step >= 60_000 ? hour : 60_000;
  const [ja, en] = unit === hour ? ['時間', 'Hours'] : unit > hour ? ['日', 'Days'] : ['分', 'Minutes'];
  return {
    at: (row) => (row * step) / unit,
    title: phrase(frame, `最後の実績からの時間（${ja}）`, `${en} after the last known value`),
  };
}

function originName({ moment, step }: ForecastPlotData, frame: Frame): string {
  if (moment === null) return phrase(frame, '最後の実績', 'last known');
  const when = fileMoment(moment, { step });
  return phrase(frame, `最後の実績 ${when}`, `last known ${when}`);
}

function intervalName({ interval }: ForecastPlotData, frame: Frame): string {
  if (interval === null) return phrase(frame, '区間', 'interval');
  const share = `${Number((100 * interval).toPrecision(3))} %`;
  return phrase(frame, `${share} 区間`, `${share} interval`);
}

function describe(data: ForecastPlotData, frame: Frame): string {
  const known = data.ahead.filter(([, actual]) => isKnown(actual));
  const last = data.ahead.at(-1)!;
  if (known.length === 0) {
    const point = `${Number(last[2].toPrecision(5))}${data.unit ? ` ${data.unit}` : ''}`;
    return phrase(
      frame,
      `最後の実績から ${last[0]} 行先まで。最後の予測は ${point}`,
      `${last[0]} rows ahead; the last forecast is ${point}`,
    );
  }
  const error =
    known.reduce((sum, [, actual, point]) => sum + Math.abs(actual! - point), 0) / Math.max(1, known.length);
  const inside = known.filter(
    ([, actual, , lower, upper]) => isKnown(lower) && isKnown(upper) && actual! >= lower && actual! <= upper,
  );
  const size = `${Number(error.toPrecision(3))}${data.unit ? ` ${data.unit}` : ''}`;
  const hits =
    data.interval === null
      ? ''
      : phrase(frame, `、区間に入った実績 ${inside.length} 点`, `, ${inside.length} inside the interval`);
  return phrase(
    frame,
    `最後の実績から ${last[0]} 行先まで: 実績 ${known.length} 点、平均誤差 ${size}${hits}`,
    `${last[0]} rows ahead: ${known.length} actual values, mean error ${size}${hits}`,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
