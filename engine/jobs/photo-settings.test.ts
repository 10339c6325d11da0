// What a project says of its photos, and what the program proposes where it says nothing.

import { mkdirSync } from 'node:fs';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settledAugment, usualAugment } from '../contract/augment.ts';
import { ProjectDocument } from '../contract/project.ts';
import type { PhotoInputs } from '../contract/project.ts';
import { greyPicture } from '../data/images/example-pictures.ts';
import { openWorkbench } from './testing/workbench.ts';
import type { Workbench } from './testing/workbench.ts';

const side = 48;
let bench: Workbench;
beforeEach(async () => {
  bench = openWorkbench();
  mkdirSync(`${bench.folder}/写真`);
  // Parts that always lie the same way: a light mark at the upper left, half a shade apart from photo to photo.
  for (let n = 0; n < 12; n++) {
    const pixels = Buffer.alloc(side * side, 60 + n);
    for (let y = 4; y < 16; y++) pixels.fill(220, y * side + 4, y * side + 16);
    await greyPicture(pixels, side, side).toFile(`${bench.folder}/写真/${n}.png`);
  }
  bench.write('一覧.csv', ['画像,深さ', ...Array.from({ length: 12 }, (_, n) => `${n}.png,${n}`)].join('\n'));
});
afterEach(() => bench.close());

const project = (photos?: PhotoInputs, tasks: ProjectDocument['tasks'] = []): ProjectDocument =>
  v.parse(ProjectDocument, {
    data: [{ id: 'main', images: ['写真'], manifest: '一覧.csv' }],
    tasks,
    split: { kind: 'random', test: 0.25, validation: 0.25, seed: 1 },
    ...(photos ? { inputs: { photos } } : {}),
  });

test('parts that always lie the same way keep their orientation by default, and size and colour come from the photos', async () => {
  const proposed = await bench.jobs.proposePhotos(project());
  expect(proposed).toEqual({
    width: side,
    height: side,
    colour: 'grey',
    augment: { ...usualAugment, mirror: false, flip: false, turn: false },
  });
  // Whatever was chosen: the proposal is what there would be without.
  expect(await bench.jobs.proposePhotos(project({ side: 32, colour: 'colour', augment: { mirror: true } }))).toEqual(
    proposed,
  );
  const depth = { id: '深さ', data: 'main', target: '深さ', kind: 'regression', importance: 1 } as const;
  expect(await bench.jobs.proposePhotos(project(undefined, [depth]))).toEqual(proposed);
});

test('a project that names mixup alone leaves the rest to the photos', async () => {
  const { augment } = project({ augment: { mixup: 0.2 } }).inputs.photos!;
  expect(augment).toEqual({ mixup: 0.2 });
  const { augment: proposed } = (await bench.jobs.proposePhotos(project()))!;
  expect(settledAugment(augment, proposed)).toEqual({ ...proposed, mixup: 0.2 });
  expect(settledAugment(undefined, proposed)).toEqual(proposed);
});

test('a table has nothing to say of photos', async () => {
  bench.write('表.csv', ['幅,深さ', ...Array.from({ length: 12 }, (_, n) => `${n * 2},${n}`)].join('\n'));
  const table = v.parse(ProjectDocument, { data: [{ id: 'main', files: ['表.csv'] }], tasks: [] });
  expect(await bench.jobs.proposePhotos(table)).toBeNull();
});

test('on photos the reference is trained like a network: the plan says how long that takes', async () => {
  const depth = { id: '深さ', data: 'main', target: '深さ', kind: 'regression', importance: 1 } as const;
  const split = { kind: 'random', test: 0.1, validation: 0.1, seed: 1 } as const;
  const planned = await bench.jobs.plan({ ...project(undefined, [depth]), split });
  expect(planned.length).toBeGreaterThan(0);
  // Two seconds around it, as around every training, and its own epochs.
  for (const { referenceSeconds } of planned) expect(referenceSeconds).toBeGreaterThan(2);
});
