// The table of kernels as a table; what its rows compute is compared with tfjs in runtime/conformance.

import { expect, test } from 'vitest';
import { kernels, unique } from './index.ts';

test('a kernel with two rows is refused by name', () => {
  const [first, second] = kernels;
  expect(() => unique([first!, second!, first!])).toThrow(`Kernel "${first!.name}" has two rows`);
});
