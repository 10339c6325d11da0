// The table of methods on MultiMNIST with the usual LeNet.

export { multiMnistRows as run } from './methods-multi-mnist.ts';
