// Lists with one row a defect: boxes by corners or by corner and size, in pixels or as shares of the picture.

import type { NumberColumn, Table } from '../table.ts';

export interface BoxColumns {
  readonly names: readonly string[];
  /** The box of a row as left, top, right, bottom; NaN where the row has none. */
  readonly box: (row: number) => readonly [number, number, number, number];
}

const corners = [
  ['xmin', 'ymin', 'xmax', 'ymax'],
  ['x_min', 'y_min', 'x_max', 'y_max'],
  ['x1', 'y1', 'x2', 'y2'],
  ['left', 'top', 'right', 'bottom'],
];
const sizes = [
  ['x', 'y', 'w', 'h'],
  ['x', 'y', 'width', 'height'],
  ['left', 'top', 'width', 'height'],
  ['bbox_x', 'bbox_y', 'bbox_w', 'bbox_h'],
];

/** The columns that hold boxes, or null. */
export function boxColumns(table: Table): BoxColumns | null {
  for (const [list, isSize] of [
    ...corners.map((one) => [one, false] as const),
    ...sizes.map((one) => [one, true] as const),
  ]) {
    const found = list.map((name) => numberColumn(table, name));
    if (found.some((column) => column === null)) continue;
    const [a, b, c, d] = found.map((column) => column!.values) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    return {
      names: found.map((column) => column!.name),
      box: (row) =>
        isSize ? [a[row]!, b[row]!, a[row]! + c[row]!, b[row]! + d[row]!] : [a[row]!, b[row]!, c[row]!, d[row]!],
    };
  }
  return null;
}

function numberColumn(table: Table, name: string): NumberColumn | null {
  const column = table.columns.find((one) => one.kind === 'number' && one.name.trim().toLowerCase() === name);
  return column?.kind === 'number' ? column : null;
}

/**
 * Number of boxes among these rows, and the share of the picture that they cover together: overlaps count once.
 * Boxes whose corners are all within 0..1 are shares of the picture already.
 */
export function boxFacts(
  rows: readonly number[],
  { box }: BoxColumns,
  width: number,
  height: number,
): { count: number; area: number } {
  const boxes = rows.map((row) => box(row)).filter((one) => one.every((value) => !Number.isNaN(value)));
  const areShares = boxes.length > 0 && boxes.every((one) => one.every((value) => value >= 0 && value <= 1));
  const [across, down] = areShares ? [1, 1] : [width, height];
  const inside = boxes.map(
    ([left, top, right, bottom]) =>
      [
        clamp(Math.min(left, right), across),
        clamp(Math.min(top, bottom), down),
        clamp(Math.max(left, right), across),
        clamp(Math.max(top, bottom), down),
      ] as const,
  );
  return { count: boxes.length, area: covered(inside) / (across * down) };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Area of the union: between neighbouring left and right edges, the heights that any box covers. */
function covered(boxes: readonly (readonly [number, number, number, number])[]): number {
  const edges = [...new Set(boxes.flatMap(([left, , right]) => [left, right]))].sort((a, b) => a - b);
  let area = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    const spans = boxes.filter(([left, , right]) => left <= from && right >= to).sort((a, b) => a[1] - b[1]);
    let end = -Infinity;
    for (const [, top, , bottom] of spans) {
      if (bottom <= end) continue;
      area += (to - from) * (bottom - Math.max(top, end));
      end = bottom;
    }
  }
  return area;
}
