import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refusal } from '../contract/errors.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './schema/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const version = (database: Sqlite.Database): unknown => database.pragma('user_version', { simple: true });
const schema = (database: Sqlite.Database): unknown =>
  database.prepare('select type, name, sql from sqlite_master order by type, name').all();

test.each(migrations.map((_, applied) => applied))('a store of version %i comes to the newest schema', (applied) => {
  const older = new Sqlite(':memory:');
  migrate(older, migrations.slice(0, applied));
  expect(version(older)).toBe(applied);
  migrate(older, migrations);
  const fresh = new Sqlite(':memory:');
  migrate(fresh, migrations);
  expect(version(older)).toBe(migrations.length);
  expect(schema(older)).toEqual(schema(fresh));
});

test('migrating twice does nothing the second time', () => {
  const database = new Sqlite(':memory:');
  migrate(database, migrations);
  const before = schema(database);
  migrate(database, migrations);
  expect(schema(database)).toEqual(before);
});

test('a step that fails halfway leaves the previous schema and version, and its rows', () => {
  const database = new Sqlite(':memory:');
  const first = "create table part (name text) strict; insert into part values ('gear');";
  const failing = "alter table part add column lot text; update part set lot = 'A'; insert into nowhere values (1);";
  migrate(database, [first]);
  const before = schema(database);
  expect(() => migrate(database, [first, failing])).toThrow(/nowhere/);
  expect(version(database)).toBe(1);
  expect(schema(database)).toEqual(before);
  expect(database.prepare('select * from part').all()).toEqual([{ name: 'gear' }]);
});

test('a step that fails on disk leaves a store that the old release still opens', () => {
  const path = join(folder, 'taskloom.db');
  openDatabase(path).close();
  expect(() =>
    openDatabase(path, 0, [...migrations, 'create table half (a text); select no_such_function();']),
  ).toThrow();
  const again = openDatabase(path);
  expect(again.prepare("select count(*) as n from sqlite_master where name = 'half'").get()).toEqual({ n: 0 });
  again.close();
});

test('a store from a newer release is refused, not guessed at', () => {
  const path = join(folder, 'taskloom.db');
  openDatabase(path, 0, [...migrations, 'create table later (a text);']).close();
  expect(() => openDatabase(path)).toThrow(
    new Refusal('store.newer', { found: migrations.length + 1, known: migrations.length }),
  );
});

test('a file that is no database is refused in words and left as it is', () => {
  const path = join(folder, 'taskloom.db');
  writeFileSync(path, 'an Excel file that somebody renamed '.repeat(50));
  expect(() => openDatabase(path)).toThrow(new Refusal('store.damaged', { path }));
});
