// Refusals of a ready-made network that is to describe photos. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const backboneRefusals = {
  'backbone.not-onnx': {
    ja: (f) => ({
      message: `「${f.file}」は ONNX のモデルとして開けません（${f.detail}）。`,
      hint: '学習済みの画像モデルを ONNX 形式（opset 21 以下）で書き出し、その .onnx ファイルを指定してください。重みを別ファイルに分けた形式は使えません。',
    }),
    en: (f) => ({
      message: `"${f.file}" cannot be opened as an ONNX model (${f.detail}).`,
      hint: 'Export the trained picture model as ONNX (opset 21 or below) and choose that .onnx file. Models with their weights in a second file cannot be used.',
    }),
  } satisfies RefusalEntry<{ file: string; detail: string }>,

  'backbone.inputs': {
    ja: (f) => ({
      message: `「${f.file}」には入力が ${f.count} 個あります（${f.names}）。`,
      hint: '画像 1 枚だけを入力とするモデルを指定してください。',
    }),
    en: (f) => ({
      message: `"${f.file}" has ${f.count} inputs (${f.names}).`,
      hint: 'Choose a model whose only input is one picture.',
    }),
  } satisfies RefusalEntry<{ file: string; count: number; names: string }>,

  'backbone.no-picture': {
    ja: (f) => ({
      message: `「${f.file}」の入力「${f.input}」は画像の形ではありません（${f.type}、形 ${f.shape}）。`,
      hint: '入力が float32 の 4 次元（枚数・チャネル・高さ・幅、または枚数・高さ・幅・チャネル）で、チャネルが 1 または 3 のモデルを指定してください。',
    }),
    en: (f) => ({
      message: `Input "${f.input}" of "${f.file}" does not have the shape of pictures (${f.type}, shape ${f.shape}).`,
      hint: 'Choose a model that reads float32 of four dimensions (pictures, channels, height, width, or channels last) with 1 or 3 channels.',
    }),
  } satisfies RefusalEntry<{ file: string; input: string; type: string; shape: string }>,

  'backbone.no-features': {
    ja: (f) => ({
      message: `「${f.file}」を画像 ${f.height}×${f.width} で試しましたが、画像 1 枚ごとの特徴量が得られません（${f.detail}）。`,
      hint: '画像の大きさがモデルに合っているか、出力が画像 1 枚ごとの数値かを確認してください。分類の最終層を除いたモデルが適しています。',
    }),
    en: (f) => ({
      message: `"${f.file}" was tried with a picture of ${f.height} x ${f.width} and gives no numbers for each picture (${f.detail}).`,
      hint: 'Check that the size of the pictures suits the model and that it puts out numbers for each picture. A model without its last, classifying layer suits best.',
    }),
  } satisfies RefusalEntry<{ file: string; height: number; width: number; detail: string }>,
} as const;
