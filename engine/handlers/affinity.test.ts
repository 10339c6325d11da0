import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

let here: Workplace;
beforeEach(() => {
  here = openWorkplace();
});
afterEach(() => here.close());

/** Two readings of the same roughness, from 240 parts. */
async function projectWithTasks(): Promise<string> {
  const rng = createRng(4);
  const rows = Array.from({ length: 240 }, () => {
    const [feed, speed] = [rng.next(), rng.next()];
    const rough = Math.sin(5 * feed) + feed * speed;
    return `${feed.toFixed(4)},${speed.toFixed(4)},${(rough + 0.05 * rng.normal()).toFixed(4)},${(2 - rough + 0.05 * rng.normal()).toFixed(4)}`;
  });
  const { id } = await here.call('project.create', { name: '粗さ', sample: null });
  const token = await here.file('roughness.csv', `feed,speed,first,second\n${rows.join('\n')}\n`);
  await here.call('data.import', { projectId: id, tokens: [token], settings: null });
  await edit(id, {
    tasks: ['first', 'second'].map((target) => ({
      id: target,
      data: 'main',
      target,
      kind: 'regression' as const,
      importance: 1,
    })),
  });
  return id;
}

async function edit(projectId: string, change: Partial<ProjectDocument>): Promise<void> {
  const { document, revision } = await here.call('project.open', { projectId });
  await here.call('project.edit', { projectId, revision, document: { ...document!, ...change } });
}

test('the map is measured with progress, kept, and shown as long as it is about the same data', async () => {
  const projectId = await projectWithTasks();
  expect(await here.call('affinity.get', { projectId })).toBeNull();
  const map = await here.call('affinity.probe', { projectId });
  expect(map.tasks).toEqual(['first', 'second']);
  expect(map.cells.map(({ source, target }) => `${source} ${target}`)).toEqual([
    'first first',
    'first second',
    'second first',
    'second second',
  ]);
  expect(map.groups.flat().sort()).toEqual(['first', 'second']);
  expect(here.heard.filter(({ event }) => event === 'affinity.progress').at(-1)!.value).toMatchObject({ share: 1 });
  expect(await here.call('affinity.get', { projectId })).toEqual(map);

  const { document } = await here.call('project.open', { projectId });
  await edit(projectId, { budget: { epochs: 3 } });
  expect(await here.call('affinity.get', { projectId })).toEqual(map);
  await edit(projectId, { tasks: document!.tasks.slice(0, 1) });
  expect(await here.call('affinity.get', { projectId })).toBeNull();
  await expect(here.call('affinity.probe', { projectId })).rejects.toMatchObject({ code: 'affinity.one-task' });
  await here.call('project.undo', { projectId });
  expect(await here.call('affinity.get', { projectId })).toEqual(map);
  // It travels with the project.
  const { token } = await here.call('project.export', { projectId });
  const copy = await here.call('project.import', { token });
  expect(copy.id).not.toBe(projectId);
  expect(await here.call('affinity.get', { projectId: copy.id })).toEqual(map);
}, 120_000);

test('a cancelled measurement keeps nothing', async () => {
  const projectId = await projectWithTasks();
  const abort = new AbortController();
  const probe = here.call('affinity.probe', { projectId }, abort.signal);
  abort.abort();
  await expect(probe).rejects.toMatchObject({ name: 'AbortError' });
  expect(await here.call('affinity.get', { projectId })).toBeNull();
});
