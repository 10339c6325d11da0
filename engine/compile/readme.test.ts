// Writes README.md of this folder and holds it: the stages shown there are what the compiler does today.
// After a change: npx vitest run --config build/vitest.ts engine/compile/readme.test.ts -u

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { emitOnnx } from './emit/onnx-model.ts';
import { printGraph } from './ir/print.ts';
import { verify } from './ir/verify.ts';
import { anyDevice, passes } from './passes/index.ts';
import { packState } from './passes/pack-state.ts';
import { record } from './record.ts';
import type { Recordable } from './record.ts';

/** One step of gradient descent on a layer, as a model would be written. */
const step: Recordable = (inputs) => {
  const { x, y, rate } = inputs as Record<'x' | 'y' | 'rate', tf.Tensor>;
  const loss = (w: tf.Tensor, b: tf.Tensor): tf.Scalar => tf.losses.meanSquaredError(y, tf.add(tf.matMul(x, w), b));
  const [slopeW, slopeB] = tf.grads(loss)([inputs['w']!, inputs['b']!]);
  return {
    'next w': tf.sub(inputs['w']!, tf.mul(rate, slopeW!)),
    'next b': tf.sub(inputs['b']!, tf.mul(rate, slopeB!)),
  };
};

const source = `const step = ({ x, y, w, b, rate }) => {
  const loss = (w, b) => tf.losses.meanSquaredError(y, tf.add(tf.matMul(x, w), b));
  const [slopeW, slopeB] = tf.grads(loss)([w, b]);
  return { 'next w': tf.sub(w, tf.mul(rate, slopeW)), 'next b': tf.sub(b, tf.mul(rate, slopeB)) };
};`;

const shapes = {
  x: { shape: [8, 3], dtype: 'float32' },
  y: { shape: [8, 2], dtype: 'float32' },
  w: { shape: [3, 2], dtype: 'float32' },
  b: { shape: [2], dtype: 'float32' },
  rate: { shape: [], dtype: 'float32' },
} as const;

const why: Record<string, string> = {
  'drop-unused': 'The backward pass prepares more than it needs.',
  'fold-constants': 'Ones, counts and their quotients are known now; a constant that broadcasts is one number.',
  'broadcast-late': 'What is repeated over the rows is worked out before it is repeated.',
  'drop-identities': 'Reshapes to the same shape, products with one and the like.',
  'merge-duplicates': 'What was computed twice, for the metrics and for the gradient, is computed once.',
  'fuse-products': 'A bias joins its product, a transpose disappears into it.',
};

test('README.md shows a small function after every stage', async () => {
  let graph = record(step, shapes);
  verify(graph);
  const sections = [section('Recorded', 'Forward and backward pass, as tfjs called its kernels.', printGraph(graph))];
  for (const { name, run } of passes) {
    const before = printGraph(graph);
    graph = run(graph, anyDevice);
    verify(graph);
    const after = printGraph(graph);
    if (after !== before) sections.push(section(`After ${name}`, why[name] ?? '', after));
  }
  const pairs = ['w', 'b'].map((name) => ({ input: name, output: `next ${name}` }));
  const packed = packState(graph, pairs);
  verify(packed.graph);
  const explanation =
    'Both updates are the same formula, so `w` and `b` become one vector; outside the update they are views of it.';
  sections.push(section('After packing the state', explanation, printGraph(packed.graph)));
  sections.push(`## Emitted\n\n${emitOnnx(packed.graph).length} bytes of ONNX, opset 18.`);
  await expect([introduction, ...sections, pictures, files].join('\n\n') + '\n').toMatchFileSnapshot('README.md');
});

function section(title: string, text: string, graph: string): string {
  return [`## ${title}`, text, `\`\`\`\n${graph}\n\`\`\``].filter((part) => part !== '').join('\n\n');
}

const introduction = `# compile: any tfjs function of tensors, as one graph

A training step is written in TensorFlow.js: its operations, its gradients. \`record\` runs it once under a backend that
computes nothing and writes every kernel down; passes tidy what it wrote; \`emitOnnx\` makes it a model that ONNX Runtime
runs on any device. Nothing here knows of models, tasks or files. This page is written by \`readme.test.ts\`.

The function of this page, one step of gradient descent on one layer:

\`\`\`js
${source}
\`\`\``;

const pictures = `## Convolutions and pooling

Pictures are \`[N, H, W, C]\`: rows of channels. Whatever slides a window over them is written with three operations.
\`patches\` lays out the windows as rows, by one Gather with a constant index that is the same for every picture;
\`planes\` the same windows turned, by a convolution that picks single places; \`fold\` adds windows back into pictures.
Everything else is products, which are fast everywhere. The weight gradient reads the windows of the forward pass again:
equal operations are merged.

The CPU has one form more: its library MLAS convolves images whose channels lie in blocks of 16 (AVX-512) or 8 (AVX),
without windows laid out and near the processor's peak. \`runtime/block-size.ts\` finds out whether this machine does;
what lies between two convolutions then stays in blocks, and bias, sums and ReLU join them. Behind a network's first
convolution even and odd pixels stay apart if the next one goes by steps of two (\`passes/pixels-apart.ts\`), so that the
gradient is not interleaved. Which form is taken, by shape (figures: \`npm run bench -- convolution\`):

| what | form | where |
|---|---|---|
| forward, filters known | convolve (Conv of ONNX), what normalises and the bias joined to the filters | a model to deploy: twice as fast for one picture |
| forward | blockedConvolve | a CPU with blocks, whole blocks of channels out and whole blocks or less than one in, results of 16 pixels or more |
| by the weights | blockedConvolve with pictures for channels and the gradient for a filter | a CPU with blocks, whole blocks of pictures and of channels out, windows that leave no pixel out |
| forward | planes, product | fewer than 8 channels in, window larger than one pixel |
| | patches, product | otherwise |
| by the weights | planes times gradient, picture by picture, summed | fewer than 8 channels in |
| | gradient turned times patches, picture by picture, summed | a result has at least four times as many pixels as channels |
| | patches turned times gradient, at once | otherwise |
| by the input | forward form on the gradient; for each class of pixels that the stride makes, then interleaved | the stride divides the picture |
| | product, then fold | else, or the filter holds over four times as many numbers as the gradient, or the result is under half as large as the picture by the stride |
| highest of a window | highest (MaxPool of ONNX) | nobody reads the windows again: a model to deploy |
| | patches, reduceMax; back by the place of the first highest and fold | |`;

const files = `## Where things are

| file | what |
|---|---|
| \`record.ts\`, \`recording-backend.ts\` | runs a function under the recording backend; reading a value is refused and names the kernel |
| \`kernels/\` | one row per tfjs kernel: how it is written in graph operations |
| \`ir/graph.ts\` | the graph: plain records; \`shapes.ts\` their types, \`verify.ts\` their rules, \`print.ts\` the text above |
| \`passes/\` | graph to graph, in the order of \`index.ts\`; what a model to deploy goes through besides: \`deployed.ts\` |
| \`emit/\` | graph to ONNX: one rule per operation, an own writer of the format |
| \`flops.ts\` | what a graph costs to run |
| \`export.ts\`, \`open-batch.ts\` | a model to deploy, for any number of rows |

**To record another tfjs kernel:** add a row to the file of its family in \`kernels/\` and a case to
\`runtime/testing/cases-*.ts\`; a test names every row without a case. If no graph operation fits, add one to
\`Attributes\` in \`ir/graph.ts\`: the compiler then asks for its type (\`ir/shapes.ts\`) and its ONNX form
(\`emit/onnx-ops.ts\`). A new family is a new file beside the others and a line in \`kernels/index.ts\`.

**To write a step:** pass randomness, rates and masks in; read nothing. tfjs disposes what is computed inside
\`tf.grads\`, so compute losses once more outside for the metrics: equal operations are merged and cost nothing.
\`tf.maximum\`, \`minimum\` and \`squaredDifference\` have no gradient in tfjs where an operand broadcasts.`;
