// Words of the compute-budget setting.

/** What a budget of each kind starts with before the user has said a number. */
export const budgetStart = { flopsOfSeparate: 0.6, flops: 100_000, milliseconds: 1, megabytes: 1 } as const;

export const budgetWords = {
  ja: {
    none: '指定しない',
    value: '上限',
    kinds: {
      flopsOfSeparate: '別々のモデルの計算量に対する割合',
      flops: '1個あたりの演算回数（積と和をそれぞれ数える）',
      milliseconds: '1個あたりの判定時間（ミリ秒）',
      megabytes: 'モデルの大きさ（MB）',
    },
  },
  en: {
    none: 'No limit',
    value: 'At most',
    kinds: {
      flopsOfSeparate: 'Share of the separate models’ operations',
      flops: 'Operations for each part (multiplications and additions)',
      milliseconds: 'Time for each part (milliseconds)',
      megabytes: 'Size of the model (MB)',
    },
  },
} as const;
