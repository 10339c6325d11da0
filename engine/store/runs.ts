// Runs: what was trained with which document, how far it got, what came out.

import type { Database } from 'better-sqlite3';
import { Refusal } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { RunResult, RunState, RunSummary } from '../contract/runs.ts';
import { fromJson, toJson } from './rows.ts';

/** A run's record and the document it was started with. */
export interface RunRecord {
  readonly summary: RunSummary;
  readonly document: ProjectDocument;
}

/** What may change while a run goes on. Left out = as it was. */
export interface RunUpdate {
  readonly state?: RunState;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly epochs?: number;
  readonly failure?: RunSummary['failure'];
  readonly result?: RunResult;
}

interface Row {
  id: string;
  project_id: string;
  snapshot_id: string | null;
  kind: RunSummary['kind'];
  recipe: string;
  seed: number;
  state: RunState;
  queued_at: number;
  started_at: number | null;
  ended_at: number | null;
  epochs: number;
  failure: string | null;
  result: string | null;
  decision: RunSummary['decision'];
  document: string;
}

const columnOf: Readonly<Record<keyof RunUpdate, string>> = {
  state: 'state',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  epochs: 'epochs',
  failure: 'failure',
  result: 'result',
};

export function runsTable(database: Database) {
  const insert = database.prepare(
    `insert into run (id, project_id, snapshot_id, kind, recipe, seed, state, queued_at, started_at, ended_at, epochs,
       failure, result, decision, document) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const one = database.prepare<[string], Row>('select * from run where id = ?');
  const ofProject = database.prepare<[string], Row>('select * from run where project_id = ? order by position');
  const unfinished = database.prepare<[], Row>(
    `select run.* from run join project on project.id = run.project_id
     where state in ('waiting', 'running', 'paused', 'interrupted') and project.deleted_at is null order by position`,
  );

  // An epoch between two deaths is progress: counting begins anew.
  const die = database.prepare<[{ runId: string }], { deaths: number }>(
    `update run set deaths = case when death_epochs = epochs_now.number then deaths + 1 else 1 end,
       death_epochs = epochs_now.number
     from (select count(*) as number from epoch where run_id = @runId) as epochs_now where id = @runId returning deaths`,
  );
  const mentioning = database.prepare<[string]>('select 1 from run where instr(document, ?) > 0 limit 1');

  function requireRow(runId: string): Row {
    const row = one.get(runId);
    if (!row) throw new Refusal('run.missing', { id: runId });
    return row;
  }

  return {
    insertRun({ summary, document }: RunRecord): void {
      insert.run(
        summary.id,
        summary.projectId,
        summary.snapshotId,
        summary.kind,
        JSON.stringify(summary.recipe),
        summary.seed,
        summary.state,
        summary.queuedAt,
        summary.startedAt,
        summary.endedAt,
        summary.epochs,
        toJson(summary.failure),
        toJson(summary.result),
        summary.decision,
        JSON.stringify(document),
      );
    },
    /** @throws Refusal `run.missing` */
    updateRun(runId: string, changes: RunUpdate): RunSummary {
      requireRow(runId);
      const keys = (Object.keys(columnOf) as (keyof RunUpdate)[]).filter((key) => changes[key] !== undefined);
      const values = keys.map((key) => (key === 'failure' || key === 'result' ? toJson(changes[key]) : changes[key]));
      if (keys.length > 0) {
        const assignments = keys.map((key) => `${columnOf[key]} = ?`).join(', ');
        database.prepare(`update run set ${assignments} where id = ?`).run(...values, runId);
      }
      return summaryOf(requireRow(runId));
    },
    /** @throws Refusal `run.missing` */
    readRun(runId: string): RunRecord {
      return recordOf(requireRow(runId));
    },
    /** All runs of a project in the order they were queued. */
    listRuns: (projectId: string): RunSummary[] => ofProject.all(projectId).map(summaryOf),
    /** Runs that are waiting, running, paused or interrupted, over all projects, in queue order. */
    unfinishedRuns: (): RunRecord[] => unfinished.all().map(recordOf),
    /** Books that an engine died over the run. @returns how often it has, without a single epoch in between */
    noteDeath: (runId: string): number => die.get({ runId })?.deaths ?? 0,
    /** True where the document of any run mentions this text (a content hash). */
    runsMention: (text: string): boolean => mentioning.get(text) !== undefined,
  };
}

function recordOf(row: Row): RunRecord {
  return { summary: summaryOf(row), document: JSON.parse(row.document) as ProjectDocument };
}

function summaryOf(row: Row): RunSummary {
  const { exclude } = (JSON.parse(row.document) as ProjectDocument).inputs;
  return {
    id: row.id,
    projectId: row.project_id,
    snapshotId: row.snapshot_id,
    kind: row.kind,
    recipe: JSON.parse(row.recipe) as RunSummary['recipe'],
    seed: row.seed,
    state: row.state,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    epochs: row.epochs,
    failure: fromJson(row.failure),
    result: fromJson(row.result),
    decision: row.decision,
    ...(exclude.length === 0 ? {} : { excluded: exclude }),
  };
}
