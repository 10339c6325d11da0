// Five hundred broken, odd and hostile pictures: each is read, reported or counted, and none ends the import.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { sayImageProblem } from '../../contract/text/image-problems.ts';
import { columnOf, type LevelColumn } from '../table.ts';
import { greyPicture, plate } from './example-pictures.ts';
import { zipWith } from '../../fixtures/zip.ts';
import { writeHostilePictures, type Fate } from './example-hostile.ts';
import { importImages, packFolder } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'taskloom-hostile-'));
const folder = join(root, 'pictures');
const cacheFolder = join(root, 'cache');
let fates: Map<string, Fate>;

beforeAll(async () => {
  fates = await writeHostilePictures(folder, createRng(5));
});
afterAll(() => rmSync(root, { recursive: true }));

test('every one of 500 files is read, reported as what it is, or counted as ignored', async () => {
  const { table, report, set } = await importImages({ origins: [folder] }, { cacheFolder });
  const names = new Set((columnOf(table, 'image') as LevelColumn).levels);
  const problems = new Map(report.problems.map((problem) => [problem.path, problem]));
  const wrong = [...fates].filter(([name, fate]) => {
    if (fate === 'read') return !names.has(name) || problems.has(name);
    if (fate === 'duplicate-exact') return !names.has(name) || problems.get(name)?.code !== fate;
    return names.has(name) || problems.get(name)?.code !== (fate === 'ignored' ? undefined : fate);
  });
  expect(wrong.map(([name, fate]) => [name, fate, problems.get(name)])).toEqual([]);
  expect(report.images).toBe(names.size);
  const ignored = [...fates.values()].filter((fate) => fate === 'ignored' || fate === 'nested-archive').length;
  // The two links, one of which leads back and one nowhere, come on top.
  expect(Object.values(report.ignored).reduce((sum, count) => sum + count, 0)).toBe(ignored + 2);
  expect(report.bits).toBe(12);
  for (const survey of set.surveys)
    expect(Number.isFinite(survey.brightness + survey.sharpness + survey.contrast)).toBe(true);
  for (const problem of report.problems)
    for (const language of ['ja', 'en'] as const) expect(sayImageProblem(problem, language).length).toBeGreaterThan(8);
});

test('packed into one zip by the program, the same files give the same photos and the same problems', async () => {
  const target = join(root, 'packed.zip');
  const seen: number[] = [];
  const packed = await packFolder([folder], target, { progress: (done) => seen.push(done) });
  expect(seen.at(-1)).toBe(seen.length);
  const again = await packFolder([folder], join(root, 'again.zip'));
  expect(again.hash).toBe(packed.hash);
  const direct = await importImages({ origins: [folder] }, { cacheFolder });
  const fromZip = await importImages({ origins: [target] }, { cacheFolder });
  expect(fromZip.set.hash).toBe(direct.set.hash);
  const codes = (report: typeof direct.report): string[] =>
    report.problems.filter(({ code }) => code !== 'nested-archive').map(({ path, code }) => `${path} ${code}`);
  expect(codes(fromZip.report).sort()).toEqual(codes(direct.report).sort());
});

test('a stick that is pulled out while photos are copied is said to be gone; the photos read so far are not taken for all', async () => {
  const stick = join(root, 'stick');
  mkdirSync(stick);
  for (let i = 0; i < 8; i++) writeFileSync(join(stick, `部品 ${i}.png`), Buffer.alloc(64, i));
  const target = join(root, 'lost.zip');
  const work = packFolder([stick], target, {
    progress: (done) => (done === 3 ? rmSync(stick, { recursive: true }) : undefined),
  });
  await expect(work).rejects.toMatchObject({ code: 'images.not-found', facts: { path: stick } });
  expect(existsSync(target)).toBe(false);
});

test('a cancelled packing leaves nothing behind', async () => {
  const control = new AbortController();
  const target = join(root, 'cancelled.zip');
  const work = packFolder([folder], target, {
    signal: control.signal,
    progress: (done) => (done === 20 ? control.abort() : undefined),
  });
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.${process.pid}.part`)).toBe(false);
});

test('a cancelled import keeps what it found out, and the next one gives what an undisturbed one gives', async () => {
  const own = join(root, 'cache-2');
  const control = new AbortController();
  const work = importImages(
    { origins: [folder] },
    { cacheFolder: own, signal: control.signal, progress: (_, count) => (count > 5 ? control.abort() : undefined) },
  );
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  const kept = readFileSync(join(own, 'surveys-1.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  expect(kept.length).toBeGreaterThan(0);
  // A power cut in the middle of a line.
  writeFileSync(join(own, 'surveys-1.jsonl'), `${kept.join('\n')}\n["abc",{"sur`);
  const resumed = await importImages({ origins: [folder] }, { cacheFolder: own });
  const fresh = await importImages({ origins: [folder] }, { cacheFolder });
  expect(resumed.set.surveys).toEqual(fresh.set.surveys);
  expect(resumed.table.columns).toEqual(fresh.table.columns);
});

test('names in a zip do no harm: ways out, drives, CP932, a size that lies, a name twice', async () => {
  const rng = createRng(6);
  const picture = async (): Promise<Buffer> =>
    greyPicture(plate(rng, 30, 30), 30, 30)
      .png()
      .toBuffer();
  // 表_ソ.png in CP932: 表 is 95 5C and ソ 83 5C, whose second bytes are backslashes.
  const japanese = Buffer.from([0x95, 0x5c, 0x5f, 0x83, 0x5c, 0x2e, 0x70, 0x6e, 0x67]);
  const bytes = zipWith([
    { name: '../../../escape.png', bytes: await picture() },
    { name: 'C:\\windows\\drive.png', bytes: await picture() },
    { name: '/absolute.png', bytes: await picture() },
    { name: japanese, bytes: await picture(), isUtf8: false },
    { name: 'twice.png', bytes: await picture() },
    { name: 'twice.png', bytes: await picture() },
    { name: 'lies.png', bytes: await picture(), claimedSize: 10 },
    { name: 'bomb.png', bytes: await picture(), claimedSize: 0xfffffff0 },
    { name: 'Thumbs.db', bytes: await picture() },
  ]);
  const path = join(root, 'hostile.zip');
  writeFileSync(path, bytes);
  const { report, set } = await importImages({ origins: [path] }, { cacheFolder });
  expect(set.names).toEqual(['absolute.png', 'escape.png', 'twice.png', 'windows/drive.png', '表_ソ.png']);
  expect(report.problems.map(({ path: name, code }) => `${name} ${code}`).sort()).toEqual([
    'bomb.png too-many-bytes',
    'lies.png unreadable',
    'twice.png name-twice',
  ]);
  expect(report.ignored).toEqual({ system: 1 });
});

test('no zip, an empty folder and a missing one are refused in words', async () => {
  const path = join(root, 'broken.zip');
  writeFileSync(path, 'PK\x03\x04 this is the beginning of a zip that ended');
  const refused = (origin: string) => importImages({ origins: [origin] }, { cacheFolder });
  await expect(refused(path)).rejects.toMatchObject({ code: 'images.zip-damaged' });
  await expect(refused(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'images.not-found' });
  writeFileSync(join(root, 'only.txt'), 'text');
  await expect(refused(join(root, 'only.txt'))).rejects.toMatchObject({ code: 'images.none' });
});
