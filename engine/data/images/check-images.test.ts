// The health of photos, on sets made so that it is known what must be found and what must not.

import { expect, test } from 'vitest';
import { createRng, type Rng } from '../../base/rng.ts';
import type { Check } from '../../contract/checks.ts';
import type { Task } from '../../contract/tasks.ts';
import { sayFinding } from '../../contract/text/findings.ts';
import type { LevelColumn, Table } from '../table.ts';
import { checkImages, type ImageDocument, type ImageSet } from './index.ts';
import { plate } from './example-pictures.ts';
import { surveyOf, type Survey } from './survey.ts';

const side = 64;
const task: Task = { id: '外観', target: 'class', kind: 'classification', data: 'main', importance: 1 };

function look(data: Uint8Array, more: Partial<Survey> = {}): Survey {
  const shape = { width: side, height: side, fullWidth: side, fullHeight: side, channels: 1, depth: 8 } as const;
  return { ...surveyOf({ ...shape, data, format: 'jpeg' }), ...more };
}

/** A set of these surveys; equal contents where `hashes` say so. */
function setOf(surveys: readonly Survey[], hashes = surveys.map((_, i) => String(i))): ImageSet {
  return {
    count: surveys.length,
    names: surveys.map((_, i) => `${i}.jpg`),
    hashes,
    surveys,
    bytes: surveys.map(() => 5000),
    bits: 8,
    hash: 'test',
    cacheFolder: '',
    read: () => Promise.reject(new Error('not read')),
    pathOf: () => undefined,
  };
}

function tableOf(set: ImageSet, classes: readonly string[], more: readonly LevelColumn[] = []): Table {
  const words = (name: string, values: readonly string[], kind: 'category' | 'image'): LevelColumn => {
    const levels = [...new Set(values)];
    return { kind, name, unit: null, codes: Int32Array.from(values, (value) => levels.indexOf(value)), levels };
  };
  const source = { files: [''], file: new Uint16Array(set.count), line: new Uint32Array(set.count) };
  return {
    rowCount: set.count,
    columns: [words('image', set.names, 'image'), words('class', classes, 'category'), ...more],
    source,
  };
}

const find = (check: Check, set: ImageSet, classes: readonly string[], document: Partial<ImageDocument> = {}) =>
  checkImages(tableOf(set, classes), set, { source: 'main', tasks: [task], ...document }).filter(
    (finding) => finding.check === check && finding.severity !== 'pass',
  );

/** Photos of parts in one fixture: the same background for all, spots of their own, noise of the camera. */
function fixture(rng: Rng, count: number): Uint8Array[] {
  const background = plate(createRng(99), side, side, 12, 140);
  return Array.from({ length: count }, () => plate(rng, side, side, 5).map((value, i) => (value + background[i]!) / 2));
}

/** As after saving again: every pixel off by at most two levels, all a little brighter. */
function savedAgain(data: Uint8Array, rng: Rng): Uint8Array {
  return data.map((value) => Math.min(255, value + 2 + rng.integer(5) - 2));
}

const half = (count: number): string[] => Array.from({ length: count }, (_, i) => (i % 2 ? 'OK' : 'NG'));

test('planted copies are found, also across the split; photos of one fixture are no copies of each other', () => {
  const rng = createRng(1);
  const photos = fixture(rng, 300);
  photos[250] = savedAgain(photos[17]!, rng);
  photos[251] = savedAgain(photos[30]!, rng);
  const hashes = photos.map((_, i) => (i === 200 ? '40' : String(i)));
  photos[200] = photos[40]!;
  const set = setOf(
    photos.map((data) => look(data)),
    hashes,
  );
  const parts = Uint8Array.from({ length: 300 }, (_, i) => (i >= 251 ? 2 : 0));
  const [near] = find('image-near-duplicates', set, half(300), { parts });
  expect(near).toMatchObject({
    rows: [250, 251],
    facts: { pairs: 2, across: 1, first: '30.jpg', second: '251.jpg' },
    fix: { rows: [250, 251] },
  });
  const [exact] = find('image-duplicates', set, half(300), { parts });
  expect(exact).toMatchObject({ rows: [200], facts: { copies: 1, across: 0, first: '40.jpg', second: '200.jpg' } });
});

test('of a photo and its copy, equal or nearly so, the one without labels is the one to remove', () => {
  const rng = createRng(8);
  const photos = fixture(rng, 60);
  photos[50] = photos[3]!;
  photos[51] = savedAgain(photos[4]!, rng);
  const set = setOf(
    photos.map((data) => look(data)),
    photos.map((_, i) => (i === 50 ? '3' : String(i))),
  );
  const unlabelled = (row: number): boolean => row === 3 || row === 4;
  const count: LevelColumn = {
    kind: 'category',
    name: '数',
    unit: null,
    codes: Int32Array.from(photos, (_, row) => (unlabelled(row) ? -1 : 0)),
    levels: ['1'],
  };
  const findings = checkImages(tableOf(set, half(60), [count]), set, { source: 'main', tasks: [task] });
  const rowsOf = (check: Check): readonly number[] => findings.find((finding) => finding.check === check)!.rows;
  expect(rowsOf('image-duplicates')).toEqual([3]);
  expect(rowsOf('image-near-duplicates')).toEqual([4]);
  expect(findings.find(({ check }) => check === 'image-duplicates')!.facts).toMatchObject({
    first: '50.jpg',
    second: '3.jpg',
  });
});

test('look-alikes are named only where their labels differ', () => {
  const rng = createRng(2);
  const photos = fixture(rng, 100);
  photos[91] = savedAgain(photos[10]!, rng);
  photos[92] = savedAgain(photos[20]!, rng);
  const [finding, more] = find('image-look-alikes', setOf(photos.map((data) => look(data))), half(100));
  expect(finding).toMatchObject({ rows: [10, 91], facts: { pairs: 1, firstLabel: 'NG', secondLabel: 'OK' } });
  expect(more).toBeUndefined();
});

test('a class that has its own format, size or light is given away; an even mixture is not', () => {
  const photos = fixture(createRng(3), 80);
  const classes = half(80);
  const isBad = (i: number): boolean => classes[i] === 'NG';
  expect(find('image-giveaway', setOf(photos.map((data) => look(data))), classes)).toEqual([]);
  const format = photos.map((data, i) => look(data, { format: isBad(i) ? 'png' : 'jpeg' }));
  expect(find('image-giveaway', setOf(format), classes)[0]?.facts).toMatchObject({
    property: 'format',
    value: 'PNG',
    class: 'NG',
    hits: 40,
    outOf: 40,
  });
  const size = photos.map((data, i) => look(data, { width: isBad(i) ? 640 : 641 }));
  expect(find('image-giveaway', setOf(size), classes)[0]?.facts).toMatchObject({ property: 'size' });
  const light = photos.map((data, i) => look(data.map((value) => value - (isBad(i) ? 60 : 0))));
  expect(find('image-giveaway', setOf(light), classes)[0]?.facts).toMatchObject({ property: 'brightness', score: 1 });
});

test('a photo out of focus and one with the lamp off are named', () => {
  const photos = fixture(createRng(4), 60);
  photos[5] = new Uint8Array(side * side).map((_, i) => 120 + (i % side) / 4);
  photos[6] = photos[6]!.map((value) => value / 8);
  const set = setOf(photos.map((data) => look(data)));
  const same = photos.map(() => 'OK');
  expect(find('image-blur', set, same)[0]?.rows).toContain(5);
  expect(find('image-exposure', set, same)[0]).toMatchObject({ rows: [6], facts: { dark: 1, bright: 0 } });
});

test('several shots of a part are to be divided by part, unless they already are', () => {
  const photos = fixture(createRng(5), 40);
  const set = setOf(photos.map((data) => look(data)));
  const part: LevelColumn = {
    kind: 'category',
    name: 'part',
    unit: null,
    codes: Int32Array.from({ length: 40 }, (_, i) => i >> 1),
    levels: Array.from({ length: 20 }, (_, i) => `A${i}`),
  };
  const table = tableOf(set, half(40), [part]);
  const shots = (split: ImageDocument['split']) =>
    checkImages(table, set, { source: 'main', tasks: [task], split }).find(({ check }) => check === 'image-parts')!;
  const finding = shots({ kind: 'stratified', test: 0.3, validation: 0.1, seed: 4 });
  expect(finding).toMatchObject({
    facts: { parts: 20, photos: 40 },
    fix: { kind: 'use-split', split: { kind: 'group', column: 'part', test: 0.3, seed: 4 } },
  });
  expect(sayFinding(finding, 'ja').fixLabel).toBe('「part」単位で分ける');
  expect(shots({ kind: 'group', column: 'part', test: 0.2, validation: 0.1, seed: 1 }).severity).toBe('pass');
});

test('a class of few photos is named; OK and NG are left to the rates they allow to claim', () => {
  const photos = fixture(createRng(6), 60);
  const set = setOf(photos.map((data) => look(data)));
  const classes = photos.map((_, i) => (i < 5 ? '打痕' : 'OK'));
  expect(find('image-few', set, classes)[0]?.facts).toMatchObject({ class: '打痕', count: 5 });
  const binary: Task = { id: 'b', target: 'class', kind: 'binary', data: 'main', importance: 1 };
  expect(find('image-few', set, classes, { tasks: [binary] })).toEqual([]);
});
