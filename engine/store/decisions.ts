// Who decided what about which run, and why. Rows are added, never changed; the run shows the last.

import type { Database } from 'better-sqlite3';
import { timestamp } from '../base/clock.ts';
import type { RunSummary } from '../contract/runs.ts';

export type DecisionKind = NonNullable<RunSummary['decision']>;

export interface Decision {
  readonly decision: DecisionKind;
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

interface Row {
  decision: DecisionKind;
  decided_by: string;
  reason: string;
  decided_at: number;
}

export function decisionsTable(database: Database) {
  const insert = database.prepare(
    'insert into decision (run_id, decision, decided_by, reason, decided_at) values (?, ?, ?, ?, ?)',
  );
  const show = database.prepare('update run set decision = ? where id = ?');
  const select = database.prepare<[string], Row>(
    'select decision, decided_by, reason, decided_at from decision where run_id = ? order by position',
  );
  return {
    add(runId: string, decision: DecisionKind, by: string, reason: string): void {
      database.transaction(() => {
        insert.run(runId, decision, by, reason, timestamp());
        show.run(decision, runId);
      })();
    },
    /** Oldest first. */
    list: (runId: string): Decision[] =>
      select
        .all(runId)
        .map((row) => ({ decision: row.decision, by: row.decided_by, reason: row.reason, at: row.decided_at })),
  };
}
