// Judging with runs of several data sets, of joined tables and of cycles.

import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import { plainRecipe, separateRecipe } from '../../contract/yardsticks.ts';
import { testDocument } from '../testing/document.ts';
import { column, filesOf, furthest, hooks, judgeOn, trained } from '../testing/judging.ts';
import { openWorkbench, type Workbench } from '../testing/workbench.ts';
import type { Judge } from './judging.ts';

let bench: Workbench;
let judge: Judge;
beforeEach(() => {
  bench = openWorkbench();
  judge = judgeOn(bench);
});
afterEach(() => {
  judge.close();
  return bench.close();
});

const split = { kind: 'random', test: 0.25, validation: 0.2, seed: 1 } as const;
const size = { target: '寸法', kind: 'regression', importance: 1 } as const;

/** 寸法 follows the temperature; 号機 is words in one line and numbers in the other, so both names are told apart. */
function line(rows: number, seed: number, machine: (n: number) => string): string {
  const rng = createRng(seed);
  const cells = Array.from({ length: rows }, (_, n) => {
    const heat = rng.normal();
    return [heat.toFixed(3), machine(n % 3), (10 + heat + (n % 3)).toFixed(3)].join(',');
  });
  return ['温度,号機,寸法', ...cells].join('\n');
}

test('each data set is judged by itself, by one network for both and by separate ones', async () => {
  bench.write(
    'A.csv',
    line(120, 1, (n) => 'XYZ'[n]!),
  );
  bench.write(
    'B.csv',
    line(160, 2, (n) => `${n}.5`),
  );
  const document = testDocument({
    name: '2ライン',
    data: [
      { id: 'A', files: ['A.csv'] },
      { id: 'B', files: ['B.csv'] },
    ],
    tasks: [
      { ...size, id: '寸法 A', data: 'A' },
      { ...size, id: '寸法 B', data: 'B' },
    ],
    split,
  });
  for (const runId of await trained(bench, document, [plainRecipe, separateRecipe])) {
    const data = [...filesOf(bench, ['A.csv'], 'A'), ...filesOf(bench, ['B.csv'], 'B')];
    const result = await judge.start({ runId, data }, hooks());
    for (const [id, firstRow, rows] of [
      ['A', 0, 120],
      ['B', 120, 160],
    ] as const) {
      const values = column(judge.table(result.judgingId, id), `寸法 ${id}`, 'value');
      const { largest, compared } = furthest(bench, runId, `寸法 ${id}`, values, firstRow);
      expect([largest < 1e-5, compared], id).toEqual([true, rows / 4]);
    }
    // Test rows may lie beyond the training rows; nothing else is new about them.
    expect(new Set(result.notes.map(({ code }) => code))).toEqual(new Set(['outside-range']));
    // One alone is enough, and has to be named.
    const alone = await judge.start({ runId, data: filesOf(bench, ['B.csv'], 'B') }, hooks());
    expect(column(judge.table(alone.judgingId, 'B'), '寸法 B', 'value')).toHaveLength(160);
    const refused = async (source: string | null) =>
      judge.start({ runId, data: filesOf(bench, ['B.csv'], source) }, hooks()).catch((error: unknown) => error);
    expect(await refused(null)).toMatchObject({ code: 'judging.which-source' });
    expect(await refused('C')).toMatchObject({ code: 'judging.no-source', facts: { known: 'A, B' } });
    const twice = [...filesOf(bench, ['B.csv'], 'B'), ...filesOf(bench, ['B.csv'], 'B')];
    await expect(judge.start({ runId, data: twice }, hooks())).rejects.toMatchObject({ code: 'judging.source-twice' });
  }
});

test('a joined table is found among the new files by its columns, or stays the old one; no row is dropped', async () => {
  const rng = createRng(3);
  const lots = Array.from({ length: 30 }, (_, n) => `L${n},${rng.normal().toFixed(3)}`);
  const parts = Array.from({ length: 180 }, (_, n) => {
    const heat = rng.normal();
    return `${n},L${n % 30},${heat.toFixed(3)},${(heat + Number(lots[n % 30]!.split(',')[1])).toFixed(3)}`;
  });
  bench.write('部品.csv', ['番号,ロット,温度,寸法', ...parts].join('\n'));
  bench.write('ロット.csv', ['ロット,硬さ', ...lots].join('\n'));
  const document: ProjectDocument = testDocument({
    name: 'ロット',
    data: [{ id: 'main', files: ['部品.csv'], join: [{ files: ['ロット.csv'], keys: ['ロット'], kind: 'inner' }] }],
    tasks: [{ ...size, id: '寸法', data: 'main' }],
    split,
    inputs: { exclude: ['番号'] },
  });
  const [runId] = await trained(bench, document, [plainRecipe]);
  const as = async (...files: string[]) => {
    const result = await judge.start({ runId: runId!, data: filesOf(bench, files) }, hooks());
    return { result, values: column(judge.table(result.judgingId, 'main'), '寸法', 'value') };
  };
  const before = await as('部品.csv');
  expect(furthest(bench, runId!, '寸法', before.values)).toMatchObject({ compared: 45 });
  expect(furthest(bench, runId!, '寸法', before.values).largest).toBeLessThan(1e-5);
  expect(before.result.notes.find(({ code }) => code === 'joined-as-before')!.facts).toEqual({ file: 'ロット.csv' });
  // Whichever comes first; a lot that the table does not know keeps its parts.
  bench.write('新ロット.csv', ['ロット,硬さ', ...lots.slice(0, 29)].join('\n'));
  const again = await as('新ロット.csv', '部品.csv');
  expect(again.values).toHaveLength(180);
  expect(again.values.filter((_, n) => n % 30 !== 29)).toEqual(before.values.filter((_, n) => n % 30 !== 29));
  expect(again.result.notes.find(({ code, column: name }) => code === 'newly-empty' && name === '硬さ')).toMatchObject({
    facts: { count: 6 },
  });
  rmSync(`${bench.folder}/ロット.csv`);
  await expect(as('部品.csv')).rejects.toMatchObject({ code: 'judging.joined-gone' });
});

test('cycles come with their signal files under the names they had', async () => {
  const rng = createRng(4);
  const levels = Array.from({ length: 80 }, () => rng.normal());
  const signal = (rows: readonly number[]): string =>
    rows
      .map((level) => Array.from({ length: 20 }, () => (level + 0.1 * rng.normal()).toFixed(3)).join('\t'))
      .join('\n');
  bench.write('結果.csv', ['判定', ...levels.map((level) => (level > 0.3 ? 'NG' : 'OK'))].join('\n'));
  bench.write('PS1.txt', signal(levels));
  const document = testDocument({
    name: '油圧',
    data: [{ id: 'main', files: ['結果.csv'], signals: ['PS1.txt'] }],
    tasks: [{ id: '判定', data: 'main', target: '判定', kind: 'binary', importance: 1 }],
    split,
  });
  const [runId] = await trained(bench, document, [plainRecipe]);
  const result = await judge.start({ runId: runId!, data: filesOf(bench, ['PS1.txt', '結果.csv']) }, hooks());
  const values = column(judge.table(result.judgingId, 'main'), '判定', 'ng-probability');
  expect(furthest(bench, runId!, '判定', values)).toMatchObject({ compared: 20 });
  expect(furthest(bench, runId!, '判定', values).largest).toBeLessThan(1e-5);
  // Nobody knows tomorrow's verdicts: the signals alone say how many cycles there are.
  bench.write('PS1.txt', bench.read('PS1.txt').split('\n').slice(0, 5).join('\n'));
  const alone = await judge.start({ runId: runId!, data: filesOf(bench, ['PS1.txt']) }, hooks());
  expect(column(judge.table(alone.judgingId, 'main'), '判定', 'ng-probability')).toEqual(values.slice(0, 5));
  await expect(judge.start({ runId: runId!, data: filesOf(bench, ['結果.csv']) }, hooks())).rejects.toMatchObject({
    code: 'judging.no-signal',
    facts: { file: 'PS1.txt' },
  });
});
