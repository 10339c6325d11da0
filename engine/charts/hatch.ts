// Slanting lines over a rectangle: a second sign beside colour. Drawn as lines and not as a pattern, whose
// name would have to be unique among all charts of a page.

import { coordinate, svg, type Markup } from './svg.ts';

/** Lines from lower left to upper right, `gap` pixels apart, cut at the rectangle's edges. */
export function hatch(
  left: number,
  top: number,
  width: number,
  height: number,
  gap: number,
  stroke: string,
  opacity = 1,
): Markup {
  if (!(width > 0 && height > 0)) return svg``;
  let path = '';
  for (let along = gap; along < width + height; along += gap) {
    const [fromX, fromY] = along <= height ? [0, along] : [along - height, height];
    const [toX, toY] = along <= width ? [along, 0] : [width, along - width];
    path += `M${coordinate(left + fromX)},${coordinate(top + fromY)}L${coordinate(left + toX)},${coordinate(top + toY)}`;
  }
  return svg`<path d="${path}" fill="none" stroke="${stroke}" stroke-width="0.9" stroke-opacity="${opacity}"/>`;
}
