// Layers of a trunk in words: counted from the input, as a person reads a picture from top to bottom.

import type { Language } from '../language.ts';

/** `dense0` is the first layer; a name of another form stays as it is. */
export function layerName(id: string, language: Language): string {
  if (id === 'embedding')
    return language === 'ja' ? '区分の列の数値化（埋め込み）' : 'categories as numbers (embedding)';
  const [, kind, index] = /^(dense|convolution|conv|block)(\d+)$/.exec(id) ?? [];
  if (kind === undefined) return id;
  const number = Number(index) + 1;
  if (kind === 'dense') return language === 'ja' ? `第 ${number} 層` : `layer ${number}`;
  return language === 'ja' ? `画像の第 ${number} 層` : `image layer ${number}`;
}
