// The general decoder, loaded when the first picture needs it: loading takes longer than a hundred small JPEGs.

import type { Sharp, SharpInput, SharpOptions } from 'sharp';

type Open = (input: SharpInput, options?: SharpOptions) => Sharp;

let loading: Promise<Open> | null = null;

/** Pictures are decoded side by side in threads of ours, so one thread each is the fastest; nothing is kept. */
export function loadDecoder(): Promise<Open> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return (input, options) => sharp(input, options);
  });
  return loading;
}
