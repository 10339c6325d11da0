// The revisions of a project's document. An edit goes on top and drops what was undone; undo and
// redo move the place shown. Numbers are never used twice, so a page that holds an old one notices.

import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';

/** More steps back than anyone takes; older ones are dropped. */
const kept = 200;

export interface Revision {
  readonly projectId: string;
  readonly name: string;
  readonly document: ProjectDocument | null;
  readonly revision: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

interface Row {
  name: string;
  place: number;
  number: number;
  document: string | null;
  first: number;
  last: number;
}

export function revisionsTable(database: Database) {
  const select = database.prepare<[string], Row>(
    `select project.name, project.place, revision.number, revision.document,
       (select min(place) from project_revision where project_id = project.id) as first,
       (select max(place) from project_revision where project_id = project.id) as last
     from project join project_revision revision on revision.project_id = project.id and revision.place = project.place
     where project.id = ? and project.deleted_at is null`,
  );
  const dropUndone = database.prepare('delete from project_revision where project_id = ? and place > ?');
  const dropOldest = database.prepare('delete from project_revision where project_id = ? and place < ?');
  const insert = database.prepare(
    `insert into project_revision (project_id, place, number, document, made_at)
     select id, place + 1, serial + 1, ?, ? from project where id = ?`,
  );
  const advance = database.prepare(
    'update project set place = place + 1, serial = serial + 1, changed_at = ? where id = ?',
  );
  const move = database.prepare('update project set place = place + ?, changed_at = ? where id = ?');

  function requireRow(projectId: string): Row {
    const row = select.get(projectId);
    if (!row) throw new Refusal('project.missing', { id: projectId });
    return row;
  }

  function read(projectId: string): Revision {
    const row = requireRow(projectId);
    return {
      projectId,
      name: row.name,
      document: row.document === null ? null : (JSON.parse(row.document) as ProjectDocument),
      revision: row.number,
      canUndo: row.place > row.first,
      canRedo: row.place < row.last,
    };
  }

  function step(projectId: string, by: 1 | -1): Revision {
    database.transaction(() => {
      const row = requireRow(projectId);
      const target = row.place + by;
      if (target >= row.first && target <= row.last) move.run(by, timestamp(), projectId);
    })();
    return read(projectId);
  }

  return {
    /** @throws Refusal `project.missing` */
    read,
    /**
     * Puts a new revision on top.
     * @param basis the revision the edit was made on; null = whatever is newest
     * @throws Refusal `project.changed` when another edit came in between
     */
    edit(projectId: string, basis: number | null, document: ProjectDocument): Revision {
      database.transaction(() => {
        const row = requireRow(projectId);
        if (basis !== null && basis !== row.number) throw new Refusal('project.changed', { name: row.name });
        const now = timestamp();
        dropUndone.run(projectId, row.place);
        insert.run(JSON.stringify(document), now, projectId);
        advance.run(now, projectId);
        dropOldest.run(projectId, row.place + 2 - kept);
      })();
      return read(projectId);
    },
    /** One step back; nothing happens at the first revision. */
    undo: (projectId: string): Revision => step(projectId, -1),
    /** One step forward; nothing happens at the last one. */
    redo: (projectId: string): Revision => step(projectId, 1),
    /** True where any revision of any project mentions this text (a content hash). */
    mentions: (text: string): boolean =>
      database.prepare('select 1 from project_revision where instr(document, ?) > 0 limit 1').get(text) !== undefined,
  };
}
