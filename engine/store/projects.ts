// Projects: their names, and which of their document's revisions is shown (see revisions.ts).

import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { Refusal } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { RunState } from '../contract/runs.ts';
import type { ProjectSummary } from '../contract/views.ts';

interface ListedRow {
  id: string;
  name: string;
  created_at: number;
  changed_at: number;
  row_count: number | null;
  document: string | null;
  runs: number;
  last_state: RunState | null;
}

export function projectsTable(database: Database) {
  const list = database.prepare<[], ListedRow>(
    `select project.id, project.name, project.created_at, project.changed_at, project.row_count, revision.document,
       (select count(*) from run where run.project_id = project.id) as runs,
       (select state from run where run.project_id = project.id
          order by case state when 'running' then 0 when 'paused' then 0 when 'interrupted' then 1 when 'waiting' then 1
          else 2 end, position desc limit 1) as last_state
     from project join project_revision revision on revision.project_id = project.id and revision.place = project.place
     where deleted_at is null order by changed_at desc, project.rowid desc`,
  );
  const named = database.prepare<[string], { id: string }>(
    'select id from project where name = ? and deleted_at is null',
  );
  const nameOf = database.prepare<[string], { name: string }>('select name from project where id = ?');
  const insert = database.prepare('insert into project (id, name, created_at, changed_at) values (?, ?, ?, ?)');
  const insertFirst = database.prepare(
    'insert into project_revision (project_id, place, number, document, made_at) values (?, 0, 0, ?, ?)',
  );
  const setName = database.prepare('update project set name = ?, changed_at = ? where id = ?');
  const setRows = database.prepare('update project set row_count = ? where id = ?');
  const setDeleted = database.prepare('update project set deleted_at = ? where id = ?');
  const purge = database.prepare('delete from project where deleted_at < ?');
  const purgeSnapshots = database.prepare(
    'delete from snapshot where not exists (select 1 from run where snapshot_id = snapshot.id)',
  );

  /** `name`, or `name (2)`, `name (3)`... where it is taken. */
  function freeName(name: string): string {
    let free = name;
    for (let next = 2; named.get(free); next++) free = `${name} (${next})`;
    return free;
  }

  function requireName(id: string): string {
    const row = nameOf.get(id);
    if (!row) throw new Refusal('project.missing', { id });
    return row.name;
  }

  return {
    freeName,
    /** The name of a project, deleted or not. @throws Refusal `project.missing` */
    name: requireName,
    list(): ProjectSummary[] {
      return list.all().map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        rows: row.row_count,
        tasks:
          row.document === null ? [] : (JSON.parse(row.document) as ProjectDocument).tasks.map((task) => task.target),
        runs: row.runs,
        lastRunState: row.last_state,
      }));
    },
    /** A new project whose first revision is `document`. A taken name gets a number. */
    create(name: string, document: ProjectDocument | null): string {
      const id = newIdentifier();
      database.transaction(() => {
        const now = timestamp();
        insert.run(id, freeName(name), now, now);
        insertFirst.run(id, document === null ? null : JSON.stringify(document), now);
      })();
      return id;
    },
    /** @throws Refusal `project.name-taken` */
    rename(id: string, name: string): void {
      requireName(id);
      const other = named.get(name);
      if (other && other.id !== id) throw new Refusal('project.name-taken', { name });
      setName.run(name, timestamp(), id);
    },
    /** Remembers how many rows the data has, for the list. */
    noteRows(id: string, rows: number | null): void {
      setRows.run(rows, id);
    },
    remove(id: string): void {
      requireName(id);
      setDeleted.run(timestamp(), id);
    },
    /** Brings a removed project back; if its name was taken meanwhile it gets a number. */
    restore(id: string): void {
      const name = requireName(id);
      database.transaction(() => {
        setName.run(freeName(name), timestamp(), id);
        setDeleted.run(null, id);
      })();
    },
    /** Forgets projects removed before this moment, with their runs. */
    purgeRemoved(before: number): number {
      return database.transaction(() => {
        const { changes } = purge.run(before);
        if (changes > 0) purgeSnapshots.run();
        return changes;
      })();
    },
  };
}
