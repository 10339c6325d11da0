// Point markers: a shape for each series, so that colour is never the only difference.

import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import { svg, type Markup } from './svg.ts';

const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar, symbolWye];

/** A marker of about 2 x `radius` across. */
export function marker(index: number, x: number, y: number, radius: number, fill: string, stroke: string): Markup {
  const shape = symbol(shapes[index % shapes.length]!, Math.PI * radius * radius).digits(2);
  return svg`<path d="${shape() ?? ''}" transform="translate(${x},${y})" fill="${fill}" stroke="${stroke}" stroke-width="1.25"/>`;
}
