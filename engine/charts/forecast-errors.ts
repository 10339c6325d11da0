// Where forecasts go wrong: error by how far ahead, beside the same hour last week, and error by hour or weekday.

import { bottomAxis, leftAxis, leftRoom, linear, type Box } from './axes.ts';
import { isKnown, lastKnown, path } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, spreadApart, textWidth, type Frame } from './frame.ts';
import { svg } from './svg.ts';

export interface ErrorByStepData {
  /** Rows ahead, ascending, and the error at each in MASE; null = unknown. */
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  /** The same of what the model is compared with, and what that is called: `先週の同じ時刻`. */
  readonly reference: readonly (number | null)[];
  readonly referenceName: string;
}

export function errorByStep(data: ErrorByStepData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, '先の長さごとの誤差', 'Error by how far ahead');
  const known = [...data.values, ...data.reference].filter(isKnown);
  if (known.length === 0) return emptyChart(frame, title);
  const lines = [
    {
      name: phrase(frame, 'このモデル', 'this model'),
      values: data.values,
      colour: theme.accent,
      width: 2.25,
      dash: '',
    },
    {
      name: data.referenceName,
      values: data.reference,
      colour: theme.muted,
      width: 1.5,
      dash: '5 3',
    },
  ].filter((line) => line.values.some(isKnown));
  const labelRoom = Math.min(width * 0.5, Math.max(...lines.map((line) => textWidth(line.name, sizes.label))) + 34);
  const y = linear(known, [height - 48, 34], { zero: true });
  const box: Box = { left: leftRoom(y, {}), top: 34, right: width - labelRoom, bottom: height - 48 };
  const [first, last] = [data.steps[0]!, data.steps.at(-1)!];
  const domain = first === last ? [first - 0.9, last + 0.9] : [first, last];
  const x = linear(domain, [box.left, box.right]).domain(domain);
  const places = spreadApart(
    lines.map((line) => y(line.values[lastKnown(line.values)]!)),
    15,
    box.top,
    box.bottom,
  );
  const ends = lines
    .map((line) => `${line.name} ${digits(line.values.find(isKnown))} → ${digits(line.values[lastKnown(line.values)])}`)
    .join(phrase(frame, '、', ', '));
  return chart(
    frame,
    title,
    phrase(frame, `${first} 行先から ${last} 行先まで: ${ends}`, `From ${first} to ${last} rows ahead: ${ends}`),
    leftAxis(frame, box, y, { title: phrase(frame, '誤差（MASE）', 'Error (MASE)') }),
    bottomAxis(frame, box, x, {
      title: phrase(frame, '何行先か', 'Rows ahead'),
      format: (step) => (Number.isInteger(step) ? step.toLocaleString('en-US') : ''),
    }),
    svg`${lines.map((line, k) => svg`<path d="${path(data.steps, line.values, x, y)}" fill="none" stroke="${line.colour}" stroke-width="${line.width}" stroke-dasharray="${line.dash}" stroke-linejoin="round"/>${first === last && isKnown(line.values[0]) && svg`<circle cx="${x(first)}" cy="${y(line.values[0])}" r="3" fill="${line.colour}"/>`}<path d="M${box.right + 6},${Math.round(places[k]! * 100) / 100}h16" fill="none" stroke="${line.colour}" stroke-width="${line.width}" stroke-dasharray="${line.dash}"/><text x="${box.right + 26}" y="${places[k]! + 4}">${fitted(line.name, sizes.label, labelRoom - 28)}</text>`)}`,
  );
}

export interface ErrorByTimeData {
  /** 24 hours from midnight, or 7 weekdays from Monday. */
  readonly form: 'hour' | 'weekday';
  /** Error in MASE; null = nothing was forecast for it. */
  readonly values: readonly (number | null)[];
}

const weekdays = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

export function errorByTime(data: ErrorByTimeData, frame: Frame): string {
  const { theme, width, height } = frame;
  const hours = data.form === 'hour';
  const title = hours
    ? phrase(frame, '時刻ごとの誤差', 'Error by hour')
    : phrase(frame, '曜日ごとの誤差', 'Error by weekday');
  const known = data.values.filter(isKnown);
  if (known.length === 0) return emptyChart(frame, title);
  const name = (k: number): string =>
    hours ? phrase(frame, `${k} 時`, `${String(k).padStart(2, '0')}:00`) : weekdays[frame.language][k]!;
  const worst = data.values.indexOf(Math.max(...known));
  // Room for the figure above the highest bar, below the axis title.
  const y = linear([...known, 1.12 * Math.max(...known)], [height - 46, 34], { zero: true });
  const box: Box = { left: leftRoom(y, {}), top: 34, right: width - 12, bottom: height - 46 };
  const each = (box.right - box.left) / data.values.length;
  // Every third hour is named where there is no room for all of them.
  const apart = hours ? (each >= 24 ? 1 : each >= 12 ? 3 : 6) : 1;
  return chart(
    frame,
    title,
    phrase(
      frame,
      `最も大きいのは${name(worst)}の ${digits(data.values[worst])}、平均 ${digits(mean(known))}`,
      `Largest ${hours ? 'at' : 'on'} ${name(worst)}: ${digits(data.values[worst])}; mean ${digits(mean(known))}`,
    ),
    leftAxis(frame, box, y, { title: phrase(frame, '誤差（MASE）', 'Error (MASE)') }),
    svg`<line x1="${box.left}" x2="${box.right}" y1="${box.bottom}" y2="${box.bottom}" stroke="${theme.axis}"/>`,
    svg`${data.values.map((value, k) => {
      const left = box.left + k * each;
      return svg`${isKnown(value) && svg`<rect x="${left + each * 0.14}" y="${y(value)}" width="${each * 0.72}" height="${box.bottom - y(value)}" fill="${theme.series[0]!}" fill-opacity="${k === worst ? 0.95 : 0.6}"/>`}${k % apart === 0 && svg`<text x="${left + each / 2}" y="${box.bottom + 16}" text-anchor="middle" font-size="${sizes.small}" fill="${theme.muted}">${hours ? String(k) : name(k)}</text>`}`;
    })}`,
    // The worst is named above its bar: no shade has to be told apart.
    svg`<text x="${box.left + (worst + 0.5) * each}" y="${Math.max(12, y(data.values[worst]!) - 6)}" text-anchor="middle" font-size="${sizes.small}">${digits(data.values[worst])}</text>`,
    svg`<text x="${(box.left + box.right) / 2}" y="${box.bottom + 34}" text-anchor="middle">${hours ? phrase(frame, '時刻（時）', 'Hour of the day') : phrase(frame, '曜日', 'Weekday')}</text>`,
  );
}

function digits(value: number | null | undefined): string {
  return isKnown(value) ? String(Number(value.toPrecision(3))) : '–';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
