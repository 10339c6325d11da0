import { expect, test } from 'vitest';
import type { ChosenFolder } from '../../engine/contract/client.ts';
import { filesByPath } from './judged-photos.svelte.ts';

const photo = (name: string): File => new File([name], name);
const folder = (name: string, paths: readonly string[]): ChosenFolder => ({
  name,
  at: { file: photo('a'), inside: '' },
  files: () => Promise.resolve(paths.map((path) => ({ file: photo(path), path }))),
});

test('photos are found by their path below the folder and from its name on; lists are no photos', async () => {
  const dropped = {
    folders: [folder('明日', ['A/1.png', 'labels.csv'])],
    files: [photo('2.jpg'), photo('b.zip')],
    lists: [],
  };
  const files = await filesByPath([dropped]);
  expect([...files.keys()].sort()).toEqual(['2.jpg', 'A/1.png', '明日/A/1.png']);
});

test('a path that two folders have shows neither photo, so that none stands under the judgement of another', async () => {
  const dropped = { folders: [folder('朝', ['1.png']), folder('夜', ['1.png', '2.png'])], files: [], lists: [] };
  const files = await filesByPath([dropped]);
  expect(files.has('1.png')).toBe(false);
  expect(files.get('夜/1.png')).toBeDefined();
  expect(files.get('朝/1.png')).not.toBe(files.get('夜/1.png'));
  expect(files.has('2.png')).toBe(true);
});
