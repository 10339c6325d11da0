import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { AffinityMap } from '../contract/methods.ts';
import type { Task } from '../contract/tasks.ts';
import { encodeInputs, fitFeatures } from '../data/features.ts';
import type { Table } from '../data/table.ts';
import { createExecutor } from '../runtime/index.ts';
import { encodeTargets } from '../tasks/index.ts';
import { probeAffinity } from './affinity-probe.ts';
import type { ProbeRequest } from './affinity-probe.ts';

/** `left` and `right` follow the same hidden quantity (with opposite signs), `chance` nothing, `other` other inputs. */
async function known(seed: number): Promise<ProbeRequest> {
  const rowCount = 1200;
  const rng = createRng(21);
  const x = Array.from({ length: 6 }, () => Float64Array.from({ length: rowCount }, () => rng.normal()));
  const hidden = x[0]!.map((value, row) => Math.sin(2 * value) + x[1]![row]! * x[2]![row]!);
  const noisy = (from: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rowCount }, (_, row) => from(row) + 0.3 * rng.normal());
  const targets: Record<string, Float64Array> = {
    left: noisy((row) => hidden[row]!),
    right: noisy((row) => -hidden[row]! + 0.4 * x[1]![row]!),
    chance: noisy(() => 0),
    other: noisy((row) => Math.tanh(3 * x[4]![row]! * x[5]![row]!)),
  };
  const number = (name: string, values: Float64Array) => ({ kind: 'number', name, unit: null, values }) as const;
  const table: Table = {
    rowCount,
    columns: [
      ...x.map((values, i) => number(`x${i}`, values)),
      ...Object.entries(targets).map(([n, v]) => number(n, v)),
    ],
    source: { file: new Uint16Array(rowCount), line: new Uint32Array(rowCount), files: ['made.csv'] },
  };
  const tasks = Object.keys(targets).map((id): Task => ({
    id,
    target: id,
    data: 'main',
    importance: 1,
    kind: 'regression',
  }));
  const parts = Uint8Array.from({ length: rowCount }, (_, row) => (row % 10 < 2 ? 2 : row % 10 < 4 ? 1 : 0));
  const training = Uint32Array.from(parts.keys()).filter((row) => parts[row] === 0);
  const plan = fitFeatures(table, training, { exclude: [], targets: tasks.map((task) => task.target) });
  return {
    inputs: encodeInputs(table, plan),
    plan,
    targets: tasks.map((task) => encodeTargets(table, task)),
    parts,
    seed,
    executor: await createExecutor('cpu', { threads: 1 }),
  };
}

const little = { trainings: 4, steps: 200, stride: 8 };
const verdict = ({ cells }: AffinityMap, source: string, target: string): string =>
  cells.find((cell) => cell.source === source && cell.target === target)!.verdict;

test('finds who helps whom in data of known structure, with every seed', async () => {
  for (const seed of [1, 2]) {
    const map = await probeAffinity(await known(seed), {}, little);
    expect(verdict(map, 'left', 'right')).toBe('helps');
    expect(verdict(map, 'right', 'left')).toBe('helps');
    for (const source of ['left', 'right', 'other']) expect(verdict(map, source, 'chance')).toBe('unknown');
    for (const target of ['left', 'right', 'other']) expect(verdict(map, 'chance', target)).not.toBe('helps');
    for (const target of ['left', 'right']) expect(verdict(map, 'other', target)).not.toBe('helps');
    expect(map.groups).toEqual([['left', 'right'], ['chance'], ['other']]);
    // Opposite signs of the targets are no conflict: the heads take care of them.
    expect(map.conflict![0]![1]!).toBeLessThan(0.3);
    expect(map).toMatchObject({ seed, steps: 4 * Math.ceil((200 - 24) / 8) });
    expect(map.cells).toHaveLength(16);
  }
}, 120_000);

test('the same seed measures the same map, and progress only grows', async () => {
  const shares: number[] = [];
  const effort = { trainings: 2, steps: 60, stride: 6 };
  const [one, two] = [
    await probeAffinity(await known(3), { onProgress: (share) => void shares.push(share) }, effort),
    await probeAffinity(await known(3), {}, effort),
  ];
  expect({ ...two, seconds: 0 }).toEqual({ ...one, seconds: 0 });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
}, 60_000);

test('cancelling ends the probe with an AbortError', async () => {
  const abort = new AbortController();
  const probe = probeAffinity(await known(1), { signal: abort.signal, onProgress: () => abort.abort() }, little);
  await expect(probe).rejects.toMatchObject({ name: 'AbortError' });
});

test('labels that are missing for a task leave the others’ cells alone', async () => {
  const request = await known(1);
  const targets = request.targets.map((target, k) =>
    k === 3 ? { ...target, values: target.values.map((value, row) => (row % 3 === 0 ? value : Number.NaN)) } : target,
  );
  const map = await probeAffinity({ ...request, targets }, {}, { trainings: 3, steps: 120, stride: 8 });
  expect(verdict(map, 'left', 'right')).toBe('helps');
  for (const { gain } of map.cells) expect(gain === null || Number.isFinite(gain)).toBe(true);
}, 60_000);
