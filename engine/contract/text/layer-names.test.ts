import { expect, test } from 'vitest';
import { layerName } from './layer-names.ts';

test('layers are counted from one, those of pictures by stage; no layer of a trunk keeps its raw name', () => {
  expect(layerName('dense0', 'ja')).toBe('第 1 層');
  expect(layerName('conv1', 'en')).toBe('image stage 2, layer 1');
  expect(layerName('conv1-2', 'ja')).toBe('画像の第 2 段・第 3 層');
  for (const id of ['grid', 'conv0', 'conv0-1', 'dense3'])
    for (const language of ['ja', 'en'] as const) expect(layerName(id, language)).not.toContain(id);
});
