// Layers of a trunk in words: counted from the input, as a person reads a picture from top to bottom.

import type { Language } from '../language.ts';

/** `dense0` is the first layer, `conv1-2` the third of the second stage; a name of another form stays as it is. */
export function layerName(id: string, language: Language): string {
  const say = (ja: string, en: string): string => (language === 'ja' ? ja : en);
  // The layers for the photo where a table stands beside it.
  if (id.startsWith('photo/')) return layerName(id.slice('photo/'.length), language);
  if (id === 'embedding') return say('数値の列の変換（埋め込み）', 'numbers widened (embedding)');
  if (id === 'grid') return say('画像のまとめの層', 'layer over the whole image');
  const [, kind, first, second] = /^(dense|conv)(\d+)(?:-(\d+))?$/.exec(id) ?? [];
  if (kind === undefined) return id;
  const number = Number(first) + 1;
  if (kind === 'dense') return say(`第 ${number} 層`, `layer ${number}`);
  const place = Number(second ?? 0) + 1;
  return say(`画像の第 ${number} 段・第 ${place} 層`, `image stage ${number}, layer ${place}`);
}
