// A coarse map of what decided, painted over its photo: clear where there is nothing to show, orange to deep red
// where there is. It grows denser and darker together, so that it is read on grey photos and without colour.

import type { HeatMap } from '../../engine/contract/photos.ts';

/** Pixels of the painted map for each of its places; the browser smooths between them. */
const perPlace = 8;

export function paintMap(canvas: HTMLCanvasElement, map: HeatMap): void {
  const small = document.createElement('canvas');
  [small.width, small.height] = [map.width, map.height];
  const from = small.getContext('2d');
  const to = canvas.getContext('2d');
  if (!from || !to) return;
  const pixels = from.createImageData(map.width, map.height);
  map.values.forEach((value, i) => pixels.data.set(colourOf(value), 4 * i));
  from.putImageData(pixels, 0, 0);
  const [left, top, right, bottom] = map.frame;
  const [x, y, width, height] = [
    left * map.width,
    top * map.height,
    (right - left) * map.width,
    (bottom - top) * map.height,
  ];
  canvas.width = Math.max(1, Math.round(width * perPlace));
  canvas.height = Math.max(1, Math.round(height * perPlace));
  to.imageSmoothingQuality = 'high';
  to.drawImage(small, x, y, width, height, 0, 0, canvas.width, canvas.height);
}

/** Red, green, blue, opacity of 0..255 for a strength of 0..1. */
export function colourOf(strength: number): [number, number, number, number] {
  const share = Math.min(1, Math.max(0, strength));
  return [Math.round(240 - 40 * share), Math.round(140 - 115 * share), 0, Math.round(255 * Math.sqrt(share))];
}
