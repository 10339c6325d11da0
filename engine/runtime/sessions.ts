// ONNX Runtime sessions, opened once per graph and device and kept for the next run that needs them:
// opening takes a hundred steps' time, and the members of a population share their graph.

import type { InferenceSession } from 'onnxruntime-node';
import { countFlops, emitOnnx, hashGraph } from '../compile/index.ts';
import type { Graph } from '../compile/index.ts';
import { DeviceUnavailable, reasonOf } from './devices.ts';
import type { Device } from './executor.ts';

/** The devices that ONNX Runtime serves, and what it calls them. */
export const providers = { cpu: 'cpu', webgpu: 'webgpu', directml: 'dml', cuda: 'cuda' } as const satisfies Partial<
  Record<Device, string>
>;
export type OnnxDevice = keyof typeof providers;

export interface Lease {
  readonly session: InferenceSession;
  /** Gives the session back; it stays open for a while. */
  release(): Promise<void>;
}

interface Entry {
  readonly session: Promise<InferenceSession>;
  users: number;
}

/** Sessions that nobody uses and that stay open nevertheless. */
const idleLimit = 4;
const entries = new Map<string, Entry>();

/** @throws DeviceUnavailable if the device cannot open this graph. */
export async function openSession(graph: Graph, device: OnnxDevice, threads: number): Promise<Lease> {
  const key = `${device} ${threads} ${hashGraph(graph)}`;
  const entry = entries.get(key) ?? { session: createSession(graph, device, threads), users: 0 };
  // Put back at the end: the map's order is the order of last use.
  entries.delete(key);
  entries.set(key, entry);
  entry.users++;
  try {
    const session = await entry.session;
    let released = false;
    return {
      session,
      release: async () => {
        if (released) return;
        released = true;
        entry.users--;
        await closeIdle();
      },
    };
  } catch (error) {
    entries.delete(key);
    throw new DeviceUnavailable(device, reasonOf(error));
  }
}

/**
 * Threads that wait for work by spinning start sooner, which tells on small graphs alone; beside other programs they
 * take the processor from the thread they wait for. A convolution network's step beside a load of 17 on two cores:
 * 92 to 118 ms (43 ms of processor time) without, 261 to 375 ms (78 to 84 ms) with spinning.
 */
const smallGraph = 2e8;

function spins(graph: Graph): boolean {
  return countFlops(graph) < smallGraph;
}

async function createSession(graph: Graph, device: OnnxDevice, threads: number): Promise<InferenceSession> {
  const { InferenceSession } = await import('onnxruntime-node');
  return InferenceSession.create(emitOnnx(graph), {
    executionProviders: [providers[device]],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    // Moments of parameters that stopped moving decay into denormal numbers, on which a CPU is many times slower.
    extra: { session: { set_denormal_as_zero: '1', 'intra_op.allow_spinning': spins(graph) ? '1' : '0' } },
  });
}

async function closeIdle(): Promise<void> {
  const idle = [...entries].filter(([, { users }]) => users === 0);
  for (const [key, entry] of idle.slice(0, Math.max(0, idle.length - idleLimit))) {
    entries.delete(key);
    await (await entry.session).release();
  }
}
