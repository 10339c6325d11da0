// New data that are judged, against an engine that answers when the test says so: order of answers, what is kept, what is said.

import { expect, test } from 'vitest';
import { CallFailed } from '../../engine/contract/client.ts';
import type { Client } from '../../engine/contract/client.ts';
import type { Dropped } from '../lib/dropped-files.ts';
import { JudgingDraft } from './judging.svelte.ts';

interface Call {
  readonly command: string;
  readonly input: { readonly runId?: string; readonly data?: readonly { source: string | null; tokens: string[] }[] };
  readonly signal: AbortSignal | undefined;
  readonly answer: (value: unknown) => void;
  readonly refuse: (code: 'cancelled' | 'judging.gone') => void;
}

function engine(): { client: Client; calls: Call[]; last: (command: string) => Call } {
  const calls: Call[] = [];
  let taken = 0;
  const client = {
    call: (command: string, input: Call['input'], signal?: AbortSignal) =>
      new Promise((answer, reject) => {
        const refuse = (code: 'cancelled' | 'judging.gone'): void => reject(new CallFailed({ code, facts: {} }));
        signal?.addEventListener('abort', () => refuse('cancelled'));
        calls.push({ command, input, signal, answer, refuse });
      }),
    listen: () => () => {},
    takeFiles: (files: readonly File[]) => Promise.resolve(files.map(({ name }) => ({ token: `t${++taken}`, name }))),
    cancelTaking: () => {},
  } as unknown as Client;
  return { client, calls, last: (command) => calls.findLast((one) => one.command === command)! };
}

const runs = [
  { runId: 'a', chosenAs: null },
  { runId: 'b', chosenAs: 'best' },
  { runId: 'c', chosenAs: null },
];
const table = (name: string): Dropped => ({ kind: 'tables', files: [new File(['x'], name)] });
const preview = (runId: string, problems: unknown[] = []) => ({ runId, sources: [], notes: [], problems });
const result = (runId: string) => ({ judgingId: `j-${runId}`, runId, sources: [], notes: [], seconds: 1 });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const main = { id: 'main', kind: 'table' } as const;

async function withFile(places: readonly { id: string; kind: 'table' | 'images' | 'series' }[] = [main]) {
  const { client, calls, last } = engine();
  const draft = new JudgingDraft(client, 'p', () => places);
  void draft.load();
  last('judging.runs').answer(runs);
  await settled();
  void draft.take(places[0]!.id, table('8月.csv'));
  await settled();
  return { draft, calls, last };
}

test('files dropped before it is known which run judges wait for that', async () => {
  const { client, calls, last } = engine();
  const draft = new JudgingDraft(client, 'p', () => [main]);
  void draft.take('main', table('8月.csv'));
  await settled();
  expect(calls.map(({ command }) => command)).toEqual(['judging.runs']);
  last('judging.runs').answer(runs);
  await settled();
  expect(last('judging.preview').input).toEqual({ runId: 'b', data: [{ source: null, tokens: ['t1'] }] });
});

test('of several data sets each file goes under its own name, in the order of the data sets', async () => {
  const places = [main, { id: '外観', kind: 'images' } as const];
  const { draft, last } = await withFile(places);
  void draft.take('外観', table('ラベル.csv'));
  await settled();
  expect(last('judging.preview').input.data).toEqual([
    { source: 'main', tokens: ['t1'] },
    { source: '外観', tokens: ['t2'] },
  ]);
});

test('another run reads the files again, and the answer for the former one is not shown', async () => {
  const { draft, calls, last } = await withFile();
  const former = last('judging.preview');
  void draft.choose('c');
  await settled();
  expect(former.signal?.aborted).toBe(true);
  former.answer(preview('b'));
  last('judging.preview').answer(preview('c'));
  await settled();
  expect(draft.preview?.runId).toBe('c');
  expect(draft.failure).toBeNull();
  const asked = calls.length;
  await draft.choose('c');
  expect(calls.length).toBe(asked);
});

test('nothing can be judged while something stands in the way', async () => {
  const { draft, last } = await withFile();
  expect(draft.canJudge).toBe(false);
  last('judging.preview').answer(preview('b', [{ code: 'judging.no-run', facts: {} }]));
  await settled();
  expect(draft.canJudge).toBe(false);
});

test('cancelled, the files and what was understood of them stay, and it is no failure', async () => {
  const { draft, last } = await withFile();
  last('judging.preview').answer(preview('b'));
  await settled();
  expect(draft.canJudge).toBe(true);
  void draft.judge();
  await settled();
  expect(draft.work).toBe('judging');
  draft.cancel();
  await settled();
  expect([draft.work, draft.result, draft.failure]).toEqual([null, null, null]);
  expect(draft.canJudge).toBe(true);
});

test('a result stays that of its run when another one is adopted; other files begin with that one', async () => {
  const { draft, last } = await withFile();
  last('judging.preview').answer(preview('b'));
  await settled();
  void draft.judge();
  await settled();
  last('judging.start').answer(result('b'));
  await settled();
  expect(draft.judgedFiles).toEqual(['8月.csv']);
  void draft.load();
  last('judging.runs').answer([{ runId: 'a', chosenAs: 'adopted' }, runs[1], runs[2]].map((one) => ({ ...one })));
  await settled();
  expect(draft.run?.runId).toBe('b');
  draft.anew();
  expect(draft.given).toEqual([]);
  expect(draft.run?.runId).toBe('a');
});

test('a result that the engine has let go of is told, until it is judged once more', async () => {
  const { draft, last } = await withFile();
  last('judging.preview').answer(preview('b'));
  await settled();
  void draft.judge();
  await settled();
  last('judging.start').answer(result('b'));
  await settled();
  const rows = draft.rows('main', { kind: 'all' }, 'ja', 0, 50).catch((error: unknown) => error);
  last('judging.rows').refuse('judging.gone');
  expect(await rows).toBeInstanceOf(CallFailed);
  expect(draft.isGone).toBe(true);
  void draft.judge();
  await settled();
  last('judging.start').answer(result('b'));
  await settled();
  expect(draft.isGone).toBe(false);
});
