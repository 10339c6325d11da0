// The table of methods on MultiMNIST with the usual LeNet.

import type { BenchRow } from './accuracy.bench.ts';
import { multiMnistRows } from './methods-multi-mnist.ts';

export const hasQuick = true;

export const run = ({ quick }: { readonly quick: boolean }): Promise<BenchRow[]> => multiMnistRows(quick);
