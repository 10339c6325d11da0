// What one part costs where models are apart by data set: beside the figures of such a run, in window and report.

import type { Words } from '../language.ts';

export const costByDataSet: Words = {
  ja: '別々のモデルはデータごとに分かれており、1 個の判定（1 回の予測）に使うのは、そのデータのモデルだけです。計算量と判定時間はデータごとの平均、パラメータと保存サイズはすべてのモデルの合計です。',
  en: 'Separate models are apart by data set, and a part (or a forecast) needs only those of its own. Operations and time are the mean over the data sets; parameters and size are of all models together.',
};
