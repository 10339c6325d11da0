import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { RunSummary } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { sayVerdict } from '../contract/text/verdicts.ts';
import { result, summary } from '../store/testing/records.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { assess, standings, type Finished } from './assess.ts';

const task: Task = { id: 'd', data: 'main', target: '寸法', kind: 'regression', importance: 1 };
const rows = Uint32Array.from({ length: 200 }, (_, i) => i);
const rng = createRng(4);
const values = Float32Array.from(rows, () => rng.normal());
const targets: TaskTargets[] = [{ task, values, classes: [] }];
const truth = { targets, pasts: new Map() };

/** A finished run whose prediction of each row is `predict(actual value)`. */
async function finished(
  id: string,
  changes: Partial<RunSummary>,
  predict: (actual: number) => number,
  isTwin = false,
): Promise<Finished> {
  const part = { rows, values: { d: Float32Array.from(values, predict) } };
  const predictions = { validation: part, test: part };
  const own = { ...result, tasks: await assess(truth, predictions, 1) };
  return {
    summary: { ...summary(id, 'p', { ...changes, state: 'completed' }), result: own },
    predictions,
    isTwin,
    reads: '{}',
  };
}

const twinRecipe = { recipe: { sharing: 'single-task', weighting: 'equal', schedule: 'joint', search: 'none' } };
const constant = await finished('constant', { kind: 'constant' }, () => 0);
const verdict = async (runs: Finished[], id: string) =>
  (await standings(runs, truth)).get(id)!.comparisons.find((one) => one.against === 'single-task')!.verdict;

test('a joint model that is right where its twin is off by half helps; Delta-m is -100 %', async () => {
  const joint = await finished('joint', {}, (actual) => actual);
  const twin = await finished('twin', twinRecipe, (actual) => actual + 0.5, true);
  expect(await verdict([constant, joint, twin], 'joint')).toBe('helps');
  // The joint MAE is 0, the twin's 0.5: 100 * (0 - 0.5) / 0.5.
  expect((await standings([constant, joint, twin], truth)).get('joint')!.deltaM).toBeCloseTo(-100, 3);
});

test('the twin is compared with the baselines, not with itself', async () => {
  const twin = await finished('twin', twinRecipe, (actual) => actual, true);
  const { comparisons, deltaM } = (await standings([constant, twin], truth)).get('twin')!;
  expect(comparisons.map((one) => one.against)).toEqual(['constant']);
  expect(deltaM).toBeNull();
});

test('where neither model beats the constant answer, better than bad is no difference', async () => {
  const joint = await finished('joint', {}, () => 1);
  const twin = await finished('twin', twinRecipe, () => 2, true);
  expect(await verdict([constant, joint, twin], 'joint')).toBe('no-difference');
  // Without the rule it would be called help: the joint model is closer in every other row.
  expect(await verdict([joint, twin], 'joint')).toBe('helps');
});

test('runs of other seeds and other inputs are no twins', async () => {
  const joint = await finished('joint', {}, (actual) => actual);
  const otherSeed = await finished('a', { ...twinRecipe, seed: 2 }, (actual) => actual + 1, true);
  const otherInputs = {
    ...(await finished('b', twinRecipe, (actual) => actual + 1, true)),
    reads: '{"exclude":["x"]}',
  };
  expect((await standings([joint, otherSeed, otherInputs], truth)).get('joint')!.comparisons).toEqual([]);
});

test('a recipe trained again on other inputs does not change what was said of it before', async () => {
  const joint = await finished('joint', {}, (actual) => actual + 0.6);
  const twin = await finished('twin', twinRecipe, (actual) => actual + 0.5, true);
  const before = (await standings([constant, joint, twin], truth)).get('joint')!;
  expect(before.comparisons.find((one) => one.against === 'single-task')!.verdict).toBe('hurts');
  const reads = '{"exclude":["x"]}';
  // On the other inputs the joint model is the better one: pooled, the two would say nothing.
  const others = await Promise.all([
    finished('constant 2', { kind: 'constant' }, () => 0),
    finished('joint 2', {}, (actual) => actual + 0.1),
    finished('twin 2', twinRecipe, (actual) => actual + 0.2, true),
  ]);
  const all = [constant, joint, twin, ...others.map((run) => ({ ...run, reads }))];
  const after = await standings(all, truth);
  expect(after.get('joint')).toEqual(before);
  const said = after.get('joint 2')!.comparisons.filter((one) => one.against === 'single-task');
  expect(said.map((one) => one.verdict)).toEqual(['helps']);
});

test('a task whose network has learned nothing is compared with nobody, on either side, and no Delta-m is made of it', async () => {
  const early = await finished('joint', {}, () => 3);
  const untrained = { ...early, summary: { ...early.summary, result: { ...early.summary.result, untrained: ['d'] } } };
  const twin = await finished('twin', twinRecipe, (actual) => actual + 0.5, true);
  const joint = (await standings([constant, untrained, twin], truth)).get('joint')!;
  expect(joint).toEqual({ comparisons: [], deltaM: null });
  const other = await finished('joint', {}, (actual) => actual);
  const untrainedTwin = { ...untrained, summary: { ...untrained.summary, id: 'twin' }, isTwin: true };
  const against = (await standings([constant, other, untrainedTwin], truth)).get('joint')!;
  expect(against.comparisons.map((one) => one.against)).toEqual(['constant']);
  expect(against.deltaM).toBeNull();
});

test('judging is cancelled between two comparisons', async () => {
  const joint = await finished('joint', {}, (actual) => actual);
  const abort = new AbortController();
  const work = standings([constant, joint], truth, abort.signal);
  abort.abort();
  await expect(work).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

test('where either training was ended long before its time there is no verdict on joining, and it is said why', async () => {
  const joint = await finished('joint', {}, (actual) => actual);
  const twin = await finished('twin', twinRecipe, (actual) => actual + 0.5, true);
  const cut = { ...twin, summary: { ...twin.summary, result: { ...twin.summary.result, cutShort: true } } };
  const all = (await standings([constant, joint, cut], truth)).get('joint')!.comparisons;
  const [against] = all.filter((one) => one.against === 'single-task');
  expect([against!.verdict, against!.because]).toEqual(['unknown', 'cut-short']);
  expect(sayVerdict(against!, 'd', null, 'ja')).toContain('予定のエポックの半分に達する前に');
  expect(sayVerdict(against!, 'd', null, 'en')).toContain('before half of its epochs');
  // That it beats the constant answer is a claim on the model as it is.
  expect(all.find((one) => one.against === 'constant')!.verdict).toBe('helps');
});
