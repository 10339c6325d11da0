// One picture judged by a finished model: the ONNX file as it is exported, opened as a program on the line opens it,
// against PyTorch, eager. The ratio is how many times as fast: PyTorch's time over ours.

import { createRng } from '../base/rng.ts';
import { compileWith, emitOnnx } from '../compile/index.ts';
import { openExportedModel } from '../runtime/index.ts';
import type { HostState, TensorFunction } from '../runtime/index.ts';
import { cnnBatch, cnnInference, cnnState, referenceCnn } from '../runtime/testing/cnn-step.ts';
import { median } from './in-turns.ts';
import type { Rounds, Turn } from './in-turns.ts';
import { againstPeer } from './network-turns.ts';
import type { Comparison } from './peer.ts';
import { referenceResidual, residualInference, residualState } from './residual-step.ts';

interface Network {
  readonly name: string;
  readonly side: number;
  readonly infer: TensorFunction;
  readonly state: HostState;
  /** What `peer-network.py` is told. */
  readonly peer: object;
  /** Pictures a turn. */
  readonly perTurn: number;
}

/** About two minutes. @throws Error where no Python with PyTorch is installed. */
export async function run(): Promise<Comparison[]> {
  const rng = createRng(1);
  const networks: Network[] = [
    {
      name: 'a picture judged by the convolution network',
      side: referenceCnn.side,
      infer: cnnInference(referenceCnn),
      state: cnnState(referenceCnn, rng),
      peer: referenceCnn,
      perTurn: 30,
    },
    {
      name: 'a picture judged by ResNet-18',
      side: referenceResidual.side,
      infer: residualInference(referenceResidual),
      state: residualState(referenceResidual, rng),
      peer: referenceResidual,
      perTurn: 5,
    },
  ];
  const lines: Comparison[] = [];
  for (const network of networks) {
    for (const threads of [1, 2]) {
      const rounds = await judge(network, threads);
      const name = `${network.name}, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
      lines.push(line(name, rounds, 'clock', 'at least 1.5'));
      lines.push(line(`${name}, processor's time`, rounds, 'processor', 'for information'));
    }
  }
  return lines;
}

async function judge({ side, infer, state, peer, perTurn }: Network, threads: number): Promise<Rounds> {
  const { x } = cnnBatch({ ...referenceCnn, batch: 1, side }, createRng(2));
  const graph = compileWith(infer, { x: { shape: x!.shape, dtype: 'float32' } }, state);
  const model = await openExportedModel(emitOnnx(graph), { threads });
  const options = { ...peer, work: 'infer', batch: 1 };
  try {
    return await againstPeer(() => model.run({ x: x! }), options, { perTurn, rounds: 60, seconds: 20, threads });
  } finally {
    await model.dispose();
  }
}

function line(name: string, { ours, theirs }: Rounds, by: keyof Turn, target: string): Comparison {
  return {
    name,
    ours: median(ours.map((turn) => turn[by])),
    peer: median(theirs.map((turn) => turn[by])),
    unit: 'ms',
    ratio: median(theirs.map((turn, round) => turn[by] / ours[round]![by])),
    target,
  };
}
