// How much the tasks' networks have in common, layer by layer, in words of the shop floor: the part that works
// like common equipment (共通設備) against the part that is a jig of one task (専用治具), which is hatched.

import type { SharingShown } from '../contract/methods.ts';
import { layerName } from '../contract/text/layer-names.ts';
import { isKnown } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { hatch } from './hatch.ts';
import { svg, type Markup } from './svg.ts';

type Layer = SharingShown['layers'][number];

const [top, foot, barHeight, lineHeight] = [30, 24, 20, 17];

/** Bars of a layer: one for all tasks, or one a task where each owns a part of its own. */
function bars(layer: Layer, tasks: readonly string[]): { readonly name: string | null; readonly own: number }[] {
  if (layer.share !== null) return [{ name: null, own: 1 - layer.share }];
  return tasks.flatMap((name, k) => (isKnown(layer.ownership[k]) ? [{ name, own: layer.ownership[k] }] : []));
}

function hasSpectrum(layer: Layer): boolean {
  return layer.singularValues.length > 0 || layer.cosines.length > 0;
}

function heightOf(layer: Layer, tasks: readonly string[]): number {
  return Math.max(1, bars(layer, tasks).length) * (barHeight + 4) + (hasSpectrum(layer) ? 28 : 0) + lineHeight + 10;
}

/** Height that all layers need. */
export function sharingPictureHeight(data: SharingShown): number {
  // The foot tells the strength of the pull, where there is one.
  return (
    top + (data.strength === null ? 4 : foot) + data.layers.reduce((sum, layer) => sum + heightOf(layer, data.tasks), 0)
  );
}

export function sharingPicture(data: SharingShown, frame: Frame): string {
  const { theme, width } = frame;
  const title = phrase(frame, '層ごとの共通設備と専用治具', 'Shared equipment and own jigs, layer by layer');
  if (data.layers.length === 0) return emptyChart(frame, title);
  const told = data.layers.map((layer) => {
    const parts = bars(layer, data.tasks).map(({ name, own }) => `${name ? `${name} ` : ''}${percent(1 - own)}`);
    return `${layerName(layer.layer, frame.language)}: ${parts.join(' / ') || '–'}`;
  });
  let at = top;
  const blocks = data.layers.map((layer) => {
    const block = drawLayer(layer, data.tasks, at, frame);
    at += heightOf(layer, data.tasks);
    return block;
  });
  const key = [
    {
      words: phrase(frame, '共通設備（全タスクで共有）', 'shared equipment (all tasks)'),
      own: false,
    },
    {
      words: phrase(frame, '専用治具（タスクごと）', 'own jig (one task)'),
      own: true,
    },
  ];
  const second = 24 + textWidth(key[0]!.words, sizes.small) + 24;
  return chart(
    frame,
    title,
    phrase(frame, `共通設備の割合。${told.join('、')}`, `Share of common equipment. ${told.join(', ')}`),
    svg`${key.map(({ words, own }, i) => {
      const x = 4 + i * second;
      return svg`<rect x="${x}" y="6" width="14" height="11" fill="${theme.series[own ? 1 : 0]!}" fill-opacity="${own ? 0.16 : 0.78}"/>${own && hatch(x, 6, 14, 11, 5, theme.series[1]!)}<text x="${x + 19}" y="16" font-size="${sizes.small}" fill="${theme.muted}">${fitted(words, sizes.small, width - x - 22)}</text>`;
    })}`,
    ...blocks,
    svg`<text x="4" y="${at + 10}" font-size="${sizes.small}" fill="${theme.muted}">${fitted(strengthWords(data, frame), sizes.small, width - 8)}</text>`,
  );
}

/** How strongly the networks were pulled together, and what else was tried. */
function strengthWords({ strength, tried }: SharingShown, frame: Frame): string {
  if (strength === null) return '';
  const others = tried.map((one) => `${one.strength} → ${one.score.toPrecision(3)}`);
  const list =
    others.length > 1
      ? phrase(
          frame,
          `（検証損失の比で選択: ${others.join('、')}）`,
          ` (chosen by relative validation loss: ${others.join(', ')})`,
        )
      : '';
  return phrase(frame, `引き寄せの強さ ${strength}${list}`, `strength of the pull ${strength}${list}`);
}

function drawLayer(layer: Layer, tasks: readonly string[], y: number, frame: Frame): Markup {
  const { theme, width } = frame;
  const rows = bars(layer, tasks);
  const names = rows.flatMap((row) => (row.name ? [textWidth(row.name, sizes.small)] : []));
  const left = names.length > 0 ? Math.min(width * 0.32, Math.max(...names) + 12) : 4;
  const full = width - left - 6;
  const first = y + lineHeight;
  return svg`<g><text x="4" y="${y + 12}" font-weight="600">${fitted(layerName(layer.layer, frame.language), sizes.label, width - 8)}</text>${
    rows.length === 0 &&
    svg`<text x="${left}" y="${first + 14}" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '共有の度合いは定まりません', 'sharing is not defined here')}</text>`
  }${rows.map(({ name, own }, i) => {
    const at = first + i * (barHeight + 4);
    const wide = full * (1 - own);
    return svg`${name && svg`<text x="${left - 6}" y="${at + 14}" text-anchor="end" font-size="${sizes.small}">${fitted(name, sizes.small, left - 8)}</text>`}<rect x="${left}" y="${at}" width="${wide}" height="${barHeight}" fill="${theme.series[0]!}" fill-opacity="0.78"/><rect x="${left + wide}" y="${at}" width="${full - wide}" height="${barHeight}" fill="${theme.series[1]!}" fill-opacity="0.16"/>${hatch(left + wide, at, full - wide, barHeight, 7, theme.series[1]!)}${inside(phrase(frame, `共通 ${percent(1 - own)}`, `shared ${percent(1 - own)}`), left, wide, at, theme.surface, theme.series[0]!)}${inside(phrase(frame, `専用 ${percent(own)}`, `own ${percent(own)}`), left + wide, full - wide, at, theme.text, theme.surface)}`;
  })}${hasSpectrum(layer) && spectrum(layer, tasks, first + Math.max(1, rows.length) * (barHeight + 4), frame)}</g>`;
}

/** A label inside its bar where it fits. */
function inside(text: string, left: number, wide: number, top: number, fill: string, halo: string): Markup {
  if (wide < textWidth(text, sizes.small) + 10) return svg``;
  return svg`<text x="${left + wide / 2}" y="${top + 14}" text-anchor="middle" font-size="${sizes.small}" fill="${fill}" stroke="${halo}" stroke-width="2.5" paint-order="stroke">${text}</text>`;
}

/** Singular values as small bars with the effective rank, and the cosines between the tasks. */
function spectrum(layer: Layer, tasks: readonly string[], y: number, frame: Frame): Markup {
  const { theme, width } = frame;
  const shown = layer.singularValues.slice(0, 16);
  const most = Math.max(...shown, 1e-12);
  const wide = shown.length * 9;
  const left = 6;
  const rank =
    layer.effectiveRank === null
      ? ''
      : phrase(
          frame,
          `実効ランク ${Number(layer.effectiveRank.toFixed(1))} / ${layer.singularValues.length}`,
          `effective rank ${Number(layer.effectiveRank.toFixed(1))} of ${layer.singularValues.length}`,
        );
  const room = width - left - wide - 14;
  // Pair by pair where there is room, else the most and the least alike, else the numbers alone.
  const lines = (['pairs', 'ends', 'range'] as const).map((form) =>
    [rank, cosineWords(layer, tasks, form, frame)].filter(Boolean).join(phrase(frame, '　', '; ')),
  );
  const words = lines.find((line) => textWidth(line, sizes.small) <= room) ?? lines.at(-1)!;
  return svg`${shown.map((value, i) => svg`<rect x="${left + i * 9}" y="${y + 22 - (20 * value) / most}" width="6" height="${(20 * value) / most}" fill="${theme.muted}"><title>${phrase(frame, `特異値 ${i + 1}: ${value.toPrecision(3)}`, `singular value ${i + 1}: ${value.toPrecision(3)}`)}</title></rect>`)}${shown.length > 0 && svg`<line x1="${left - 2}" x2="${left + wide}" y1="${y + 22}" y2="${y + 22}" stroke="${theme.axis}"/>`}<text x="${left + wide + (shown.length > 0 ? 8 : 0)}" y="${y + 19}" font-size="${sizes.small}" fill="${theme.muted}">${fitted(words, sizes.small, room)}</text>`;
}

/** Cosines between the tasks' weights; up to three pairs one by one. */
function cosineWords(
  { cosines }: Layer,
  tasks: readonly string[],
  form: 'pairs' | 'ends' | 'range',
  frame: Frame,
): string {
  const pairs = tasks.flatMap((a, i) =>
    tasks.slice(i + 1).flatMap((b, j) => {
      const value = cosines[i]?.[i + 1 + j];
      return isKnown(value) ? [{ name: `${a}–${b}`, value }] : [];
    }),
  );
  if (pairs.length === 0) return '';
  pairs.sort((a, b) => b.value - a.value);
  const [most, least] = [pairs[0]!, pairs.at(-1)!];
  const text = (value: number): string => value.toFixed(2).replace('-', '−');
  const list =
    form === 'range'
      ? `${text(least.value)} … ${text(most.value)}`
      : form === 'pairs' && pairs.length <= 3
        ? pairs.map(({ name, value }) => `${name} ${text(value)}`).join(phrase(frame, '、', ', '))
        : `${most.name} ${text(most.value)} … ${least.name} ${text(least.value)}`;
  return phrase(frame, `重みの似かた（コサイン）: ${list}`, `likeness of weights (cosine): ${list}`);
}

/** Whole percent, one decimal near none and all: no part is rounded away. */
function percent(share: number): string {
  const value = 100 * share;
  const edge = Math.min(value, 100 - value);
  return `${edge > 0 && edge < 1 ? value.toFixed(1) : Math.round(value)} %`;
}
