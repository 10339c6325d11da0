// The store on a drive with no room left.

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toFailure } from '../contract/errors.ts';
import { openDatabase } from './database.ts';
import { projectsTable } from './projects.ts';
import { reserveIn } from './reserve.ts';
import { revisionsTable } from './revisions.ts';
import { document } from './testing/records.ts';

test('what no longer fits is refused as a full drive; what was committed is read as before, and writing goes on later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-full-'));
  const database = openDatabase(join(folder, 'taskloom.db'));
  const [projects, revisions] = [projectsTable(database), revisionsTable(database)];
  const id = projects.create('研削', document());
  // SQLite's own limit gives its own error, as a full drive does.
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`);
  const large = document({ name: 'x'.repeat(1 << 16) });
  let failure = null;
  try {
    revisions.edit(id, null, large);
  } catch (error) {
    failure = toFailure(error);
  }
  expect(failure).toEqual({ code: 'disk.full', facts: {} });
  expect(revisions.read(id).document).toEqual(document());

  database.pragma('max_page_count = 1000000');
  revisions.edit(id, null, large);
  expect(revisions.read(id).document).toEqual(large);
  database.close();
  rmSync(folder, { recursive: true });
});

test('what must be recorded on a full drive takes the room that was kept for it, which is kept again later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-full-'));
  const kept = join(folder, 'reserve');
  const reserve = reserveIn(folder);
  expect(statSync(kept).size).toBe(1 << 20);
  // A write that fits only once the kept room is free.
  const write = (): string => {
    if (existsSync(kept)) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    return 'written';
  };
  expect(reserve.write(write)).toBe('written');
  expect(existsSync(kept)).toBe(false);
  expect(reserve.write(() => 'next')).toBe('next');
  expect(existsSync(kept)).toBe(true);
  expect(() =>
    reserve.write(() => {
      throw new Error('something else');
    }),
  ).toThrow('something else');
  expect(existsSync(kept)).toBe(true);
  rmSync(folder, { recursive: true });
});
