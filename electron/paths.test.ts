import { expect, test } from 'vitest';
import { plainFolder } from './paths.ts';

test('the packed engine is looked for beside the archive, the unpacked one where it was built', () => {
  expect(plainFolder('C:\\Program Files\\TaskLoom\\resources\\app.asar\\dist')).toBe(
    'C:\\Program Files\\TaskLoom\\resources\\app.asar.unpacked\\dist',
  );
  expect(plainFolder('/opt/taskloom/resources/app.asar')).toBe('/opt/taskloom/resources/app.asar.unpacked');
  expect(plainFolder('/home/someone/app.asarium/dist')).toBe('/home/someone/app.asarium/dist');
});
