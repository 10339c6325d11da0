// The newest affinity map of each project, with what it was measured on.

import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import type { AffinityMap } from '../contract/methods.ts';

export function affinityTable(database: Database) {
  const upsert = database.prepare(
    `insert into affinity (project_id, basis, map, made_at) values (?, ?, ?, ?)
     on conflict (project_id) do update set basis = excluded.basis, map = excluded.map, made_at = excluded.made_at`,
  );
  const select = database.prepare<[string, string], { map: string }>(
    'select map from affinity where project_id = ? and basis = ?',
  );
  return {
    save(projectId: string, basis: string, map: AffinityMap): void {
      upsert.run(projectId, basis, JSON.stringify(map), timestamp());
    },
    /** The map measured on exactly this, or null. */
    find(projectId: string, basis: string): AffinityMap | null {
      const row = select.get(projectId, basis);
      return row ? (JSON.parse(row.map) as AffinityMap) : null;
    },
  };
}
