// Convolutions and their gradients as they are recorded; a pass gives them the form that the device runs fastest.
// Filters known while compiling are ONNX's own convolutions.

import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropFilterInputs,
  Conv2DBackpropInputAttrs,
  Conv2DBackpropInputInputs,
  Conv2DInputs,
  FusedConv2DAttrs,
  FusedConv2DInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Node } from '../ir/graph.ts';
import { inputGradient } from './convolution-input.ts';
import { kernel } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import { convolutionInfo, knownFilters, windowsOf } from './windows.ts';
import type { WindowInfo } from './windows.ts';

export const convolutions: readonly Kernel[] = [
  kernel<Conv2DInputs, Conv2DAttrs>('Conv2D', (build, { x, filter }, attributes) =>
    convolve(build, x, filter, convolutionInfo(x.shape, filter.shape, attributes)),
  ),
  kernel<Conv2DBackpropFilterInputs, Conv2DBackpropFilterAttrs>(
    'Conv2DBackpropFilter',
    (build, { x, dy }, attributes) => {
      const { filterShape } = attributes;
      const info = convolutionInfo(x.shape, filterShape, attributes);
      return build.add('filterGradient', [x, dy], windowsOf(info));
    },
  ),
  kernel<Conv2DBackpropInputInputs, Conv2DBackpropInputAttrs>(
    'Conv2DBackpropInput',
    (build, { dy, filter }, attributes) =>
      inputGradient(build, dy, filter, convolutionInfo(attributes.inputShape, filter.shape, attributes)),
  ),
  kernel<FusedConv2DInputs, FusedConv2DAttrs>('FusedConv2D', (build, operands, attributes) => {
    const { x, filter } = operands;
    const { bias } = operands as { bias?: Node };
    const { activation } = attributes;
    if (activation !== 'linear' && activation !== 'relu') {
      throw new Error(
        `A fused convolution with "${activation}" is not recorded; apply the activation as a separate operation.`,
      );
    }
    const result = convolve(build, x, filter, convolutionInfo(x.shape, filter.shape, attributes));
    const shifted = bias ? build.add('add', [result, bias], {}) : result;
    return activation === 'relu' ? build.add('relu', [shifted], {}) : shifted;
  }),
];

function convolve(build: Builder, x: Node, filter: Node, info: WindowInfo): Node {
  const known = knownFilters(build, filter, [3, 2, 0, 1]);
  if (known) return build.add('convolve', [x, known], { ...windowsOf(info), groups: 1 });
  return build.add('convolution', [x, filter], windowsOf(info));
}
