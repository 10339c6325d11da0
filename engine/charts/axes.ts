// Axes with titles that name the unit. The title of the upright axis stands above it, lying: Japanese
// on its side is hard to read.

import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3-scale';
import { sizes, textWidth, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Scale = ScaleContinuousNumeric<number, number>;

/** A linear scale over the values with round ends; a single value gets room on both sides. */
export function linear(
  values: readonly number[],
  range: readonly [number, number],
  options: { zero?: boolean; ticks?: number; bounds?: readonly [number, number] | undefined } = {},
): Scale {
  let low = Math.min(...values, ...(options.zero ? [0] : []));
  let high = Math.max(...values, ...(options.zero ? [0] : []));
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    [low, high] = [options.zero && low >= 0 ? 0 : low - room, high + room];
  }
  const scale = scaleLinear([low, high], [...range]).nice(options.ticks ?? 5);
  if (!options.bounds) return scale;
  // A share cannot pass 1, and an axis that does invites questions.
  const [least, most] = options.bounds;
  return scale.domain(scale.domain().map((end) => Math.min(most, Math.max(least, end))));
}

/** From the first epoch to the last; one epoch alone stands in the middle. */
export function epochScale(epochs: readonly number[], range: readonly [number, number]): Scale {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  return scaleLinear(first === last ? [first - 0.9, last + 0.9] : [first, last], [...range]);
}

/** Epochs are whole numbers; ticks between them stay without a label and are left out. */
export function epochText(epoch: number): string {
  return Number.isInteger(epoch) && epoch > 0 ? epoch.toLocaleString('en-US') : '';
}

/** Logarithmic where all values are positive and span more than `factor`; otherwise linear. */
export function spanning(
  values: readonly number[],
  range: readonly [number, number],
  factor: number,
  options: { zero?: boolean } = {},
): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!(low > 0 && high / low > factor)) return linear(values, range, options);
  return scaleLog([low / 1.15, high * 1.15], [...range]);
}

export function isLogarithmic(scale: Scale): boolean {
  return 'base' in scale;
}

/** Tick values that fit: round numbers, and 1-2-5 within a decade where the scale is logarithmic. */
export function ticksOf(scale: Scale, most: number): number[] {
  if (!isLogarithmic(scale)) return scale.ticks(most);
  const [low, high] = scale.domain() as [number, number];
  const within = (steps: readonly number[]): number[] => {
    const values: number[] = [];
    for (let decade = Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(high)); decade++) {
      for (const step of steps) {
        const value = Number((step * 10 ** decade).toPrecision(6));
        if (value >= low && value <= high) values.push(value);
      }
    }
    return values;
  };
  const choices = [within([1, 2, 5]), within([1, 3]), within([1])];
  return (
    choices.find((values) => values.length <= most + 2) ??
    choices[2]!.filter((_, i, all) => i % Math.ceil(all.length / most) === 0)
  );
}

/** A tick as it is written: thousands with commas, a true minus, powers shortened to k, M, G only from 100,000. */
export function tickText(value: number, step = 0): string {
  const size = Math.abs(value);
  if (size >= 1e5) {
    const [divisor, letter] =
      size >= 1e9 ? ([1e9, 'G'] as const) : size >= 1e6 ? ([1e6, 'M'] as const) : ([1e3, 'k'] as const);
    return `${trimmed(value / divisor, 3)}${letter}`;
  }
  if (size < 1e-4 && step < 1e-4) return size === 0 ? '0' : exponential(value);
  const decimals = step > 0 ? Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) : undefined;
  const text = decimals === undefined ? trimmed(value, 4) : Math.abs(value).toFixed(Math.min(decimals, 8));
  return (value < 0 ? '−' : '') + text.replace(/^[-−]/, '').replace(/\B(?<!\..*)(?=(\d{3})+(?!\d))/g, ',');
}

/** `1.5e−9` */
function exponential(value: number): string {
  const [mantissa, power] = value.toExponential(2).split('e');
  return `${Number(mantissa)}e${power}`.replaceAll('-', '−');
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

interface AxisOptions {
  readonly title: string;
  readonly most?: number;
  readonly format?: (value: number) => string;
  /** False: no lines across the plot. */
  readonly grid?: boolean;
}

function formatter(scale: Scale, ticks: readonly number[], format: AxisOptions['format']): (value: number) => string {
  if (format) return format;
  const step = isLogarithmic(scale) || ticks.length < 2 ? 0 : ticks[1]! - ticks[0]!;
  return (value) => tickText(value, step);
}

/** The upright axis at the left of the box. */
export function leftAxis(frame: Frame, box: Box, scale: Scale, options: AxisOptions): Markup {
  const { theme } = frame;
  const ticks = ticksOf(scale, options.most ?? Math.max(2, Math.floor((box.bottom - box.top) / 42)));
  const format = formatter(scale, ticks, options.format);
  return svg`<g font-size="${sizes.small}" fill="${theme.muted}">${ticks.map((tick) => {
    const y = scale(tick);
    return svg`${options.grid !== false && svg`<line x1="${box.left}" x2="${box.right}" y1="${y}" y2="${y}" stroke="${theme.grid}"/>`}<text x="${box.left - 7}" y="${y + 3.6}" text-anchor="end">${format(tick)}</text>`;
  })}<text x="${Math.max(2, box.left - leftRoom(scale, options) + 8)}" y="${box.top - 11}" fill="${theme.text}" font-size="${sizes.label}">${options.title}</text></g>`;
}

/** How much room the tick labels of a left axis take. */
export function leftRoom(scale: Scale, options: Pick<AxisOptions, 'format' | 'most'>): number {
  const ticks = ticksOf(scale, options.most ?? 5);
  const format = formatter(scale, ticks, options.format);
  return Math.max(24, ...ticks.map((tick) => textWidth(format(tick), sizes.small))) + 12;
}

/** The lying axis below the box. */
export function bottomAxis(frame: Frame, box: Box, scale: Scale, options: AxisOptions): Markup {
  const { theme } = frame;
  const width = box.right - box.left;
  let ticks = ticksOf(scale, options.most ?? Math.max(2, Math.floor(width / 70)));
  const format = formatter(scale, ticks, options.format);
  ticks = ticks.filter((tick) => format(tick) !== '');
  // Labels that would touch are thinned, so that long numbers stay readable in a narrow chart.
  const widest = Math.max(0, ...ticks.map((tick) => textWidth(format(tick), sizes.small))) + 10;
  while (ticks.length > 2 && ticks.some((tick, i) => i > 0 && Math.abs(scale(tick) - scale(ticks[i - 1]!)) < widest)) {
    ticks = ticks.filter((_, i) => i % 2 === 0);
  }
  return svg`<g font-size="${sizes.small}" fill="${theme.muted}"><line x1="${box.left}" x2="${box.right}" y1="${box.bottom}" y2="${box.bottom}" stroke="${theme.axis}"/>${ticks.map(
    (tick) => {
      const x = scale(tick);
      return svg`${options.grid === true && svg`<line x1="${x}" x2="${x}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.grid}"/>`}<line x1="${x}" x2="${x}" y1="${box.bottom}" y2="${box.bottom + 4}" stroke="${theme.axis}"/><text x="${x}" y="${box.bottom + 16}" text-anchor="middle">${format(tick)}</text>`;
    },
  )}<text x="${(box.left + box.right) / 2}" y="${box.bottom + 34}" text-anchor="middle" fill="${theme.text}" font-size="${sizes.label}">${options.title}</text></g>`;
}
