// Gates of every layer: one row a task, one column a channel; filled = the task's own jig, empty = the common
// equipment. Channels stand ordered by who owns them, and many are drawn in bins filled to their share.

import type { GatesShown } from '../contract/methods.ts';
import { layerName } from '../contract/text/layer-names.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';
import { seriesColour } from './theme.ts';

type Layer = GatesShown['layers'][number];

const [top, rowHeight, heading] = [26, 20, 20];

/** Narrowest column, pixels: below this, channels are put together. */
const narrowest = 4;

function heightOf(layer: Layer): number {
  return heading + layer.gates.length * rowHeight + (isMixed(layer) ? 18 : 0) + 12;
}

/** Height that all layers need. */
export function gateMapHeight(data: GatesShown): number {
  return top + data.layers.reduce((sum, layer) => sum + heightOf(layer), 4);
}

export function gateMap(data: GatesShown, frame: Frame): string {
  const { theme, width } = frame;
  const title = phrase(frame, 'チャネルごとの専用と共通', 'Own and shared channels by layer and task');
  if (data.layers.length === 0) return emptyChart(frame, title);
  let at = top;
  const blocks = data.layers.map((layer) => {
    const block = drawLayer(layer, data.tasks, at, frame);
    at += heightOf(layer);
    return block;
  });
  const told = data.layers.map(
    (layer) =>
      `${layerName(layer.layer, frame.language)}: ${data.tasks.map((id, k) => `${id} ${percent(layer.ownRate[k] ?? 0)}`).join(' / ')}`,
  );
  const key = phrase(
    frame,
    '塗り = 専用治具、空き = 共通設備。チャネルは専用にしたタスクの順に並べています。',
    'filled = own jig, empty = shared equipment; channels stand in order of their owners',
  );
  return chart(
    frame,
    title,
    phrase(frame, `専用の割合。${told.join('、')}`, `Share of own channels. ${told.join(', ')}`),
    svg`<text x="4" y="14" font-size="${sizes.small}" fill="${theme.muted}">${fitted(key, sizes.small, width - 8)}</text>`,
    ...blocks,
  );
}

function drawLayer(layer: Layer, tasks: readonly string[], y: number, frame: Frame): Markup {
  const { theme, width } = frame;
  const names = [...tasks.map((id) => textWidth(id, sizes.small)), isMixed(layer) ? textWidth(origin(frame), 9) : 20];
  const left = Math.min(width * 0.3, Math.max(...names) + 12);
  const label = (k: number): string =>
    phrase(frame, `専用 ${percent(layer.ownRate[k] ?? 0)}`, `own ${percent(layer.ownRate[k] ?? 0)}`);
  const labelRoom = textWidth(phrase(frame, '専用 100 %', 'own 100 %'), sizes.small) + 10;
  const full = Math.max(10, width - left - labelRoom - 4);
  const bins = binned(layer, Math.max(1, Math.min(layer.channels, Math.floor(full / narrowest))));
  const step = full / bins.length;
  const gap = step > 6 ? 1 : 0;
  const first = y + heading;
  const each = layer.channels > bins.length ? Math.ceil(layer.channels / bins.length) : 1;
  const name = phrase(
    frame,
    `${layerName(layer.layer, 'ja')}（${layer.channels} チャネル${each > 1 ? `、1 列に約 ${each}` : ''}）`,
    `${layerName(layer.layer, 'en')} (${layer.channels} channels${each > 1 ? `, about ${each} a column` : ''})`,
  );
  return svg`<g><text x="4" y="${y + 13}" font-weight="600">${fitted(name, sizes.label, width - 8)}</text>${tasks.map(
    (id, k) => {
      const row = first + k * rowHeight;
      const tall = rowHeight - 5;
      return svg`<text x="${left - 6}" y="${row + 12}" text-anchor="end" font-size="${sizes.small}">${fitted(id, sizes.small, left - 8)}</text><rect x="${left}" y="${row}" width="${full}" height="${tall}" fill="${theme.shade}" stroke="${theme.axis}" stroke-width="0.6"/>${bins.map(
        (bin, i) => {
          const own = bin[k] ?? 0;
          return (
            own > 0 &&
            svg`<rect x="${left + i * step}" y="${row + tall * (1 - own)}" width="${step - gap}" height="${tall * own}" fill="${seriesColour(theme, k)}" fill-opacity="0.85"/>`
          );
        },
      )}<text x="${width - 4}" y="${row + 12}" text-anchor="end" font-size="${sizes.small}">${label(k)}</text>`;
    },
  )}${isMixed(layer) && mixing(layer, tasks, first + tasks.length * rowHeight, left, full, frame)}</g>`;
}

/** Whose features the shared branch is mixed from. */
function mixing(layer: Layer, tasks: readonly string[], y: number, left: number, full: number, frame: Frame): Markup {
  const { theme } = frame;
  const total = layer.mixing.reduce((sum, one) => sum + one, 0) || 1;
  let at = left;
  return svg`<text x="${left - 6}" y="${y + 10}" text-anchor="end" font-size="9" fill="${theme.muted}">${fitted(origin(frame), 9, left - 8)}</text>${tasks.map(
    (id, k) => {
      const share = (layer.mixing[k] ?? 0) / total;
      const [from, wide] = [at, full * share];
      at += wide;
      const text = `${id} ${percent(share)}`;
      return svg`<rect x="${from}" y="${y}" width="${wide}" height="12" fill="${seriesColour(theme, k)}" fill-opacity="0.28" stroke="${theme.surface}"/>${wide > 34 && svg`<text x="${from + wide / 2}" y="${y + 9.5}" text-anchor="middle" font-size="9">${fitted(text, 9, wide - 4)}</text>`}`;
    },
  )}`;
}

function origin(frame: Frame): string {
  return phrase(frame, '共通の元', 'mixed from');
}

function isMixed(layer: Layer): boolean {
  return layer.mixing.length > 0;
}

/** Channels sorted by who owns them (first task first), averaged into `count` bins; by bin, one share a task. */
function binned(layer: Layer, count: number): number[][] {
  const tasks = layer.gates.length;
  const channels = Array.from({ length: layer.channels }, (_, c) => layer.gates.map((row) => row[c] ?? 0));
  channels.sort((a, b) => {
    for (let k = 0; k < tasks; k++) if (a[k] !== b[k]) return b[k]! - a[k]!;
    return 0;
  });
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.floor((i * channels.length) / count), Math.floor(((i + 1) * channels.length) / count)];
    const members = channels.slice(from, Math.max(to, from + 1));
    return Array.from({ length: tasks }, (_, k) => members.reduce((sum, one) => sum + one[k]!, 0) / members.length);
  });
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
