// Judging new data with a finished run: understood, judged, and kept for a while to be looked at and saved.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { milliseconds } from '../../base/clock.ts';
import { newIdentifier } from '../../base/identifiers.ts';
import { log } from '../../base/log.ts';
import { Refusal } from '../../contract/errors.ts';
import type { Events } from '../../contract/events.ts';
import type { Judging, JudgingNote, JudgingPreview } from '../../contract/judging.ts';
import type { LoadProgress } from '../jobs.ts';
import type { JudgedTable } from './judged-table.ts';
import { forecastTable } from './forecast-table.ts';
import { stateOf } from './file-state.ts';
import { judgeRows } from './judge-rows.ts';
import { judgeSeries } from './judge-series.ts';
import type { NewFile } from './new-files.ts';
import { openRun } from './open-run.ts';
import type { OpenRun, OpenTools } from './open-run.ts';
import { ownColumns } from './own-columns.ts';
import { rowsTable } from './rows-table.ts';
import { understand } from './understand.ts';
import type { Understood } from './understand.ts';

export interface JudgingRequest {
  readonly runId: string;
  readonly data: readonly { readonly source: string | null; readonly files: readonly NewFile[] }[];
}

export interface JudgingHooks {
  readonly signal: AbortSignal;
  readonly progress?: (phase: Events['judging.progress']['phase'], share: number, rows: number) => void;
}

export interface Judge {
  preview(request: JudgingRequest, hooks: JudgingHooks): Promise<JudgingPreview>;
  /** @throws the first of the preview's problems; the signal's reason when cancelled */
  start(request: JudgingRequest, hooks: JudgingHooks): Promise<Judging>;
  /** @throws Refusal `judging.gone`, `judging.no-source` */
  table(judgingId: string, source: string): JudgedTable;
  /** Lets go of all results. */
  close(): void;
}

export interface JudgeTools extends OpenTools {
  /** Where files lie while their rows are judged and looked at. */
  readonly workFolder: string;
}

/** Results that can be looked at, the newest ones. */
const mostKept = 2;

interface Kept {
  readonly tables: readonly JudgedTable[];
  readonly folder: string;
}

/** Files as they were understood, and where what was read of them lies. */
interface Looked {
  readonly run: OpenRun;
  readonly sources: readonly Understood[];
  readonly folder: string;
}

export function createJudge(tools: JudgeTools): Judge {
  const kept = new Map<string, Kept>();
  /** What was previewed last: judged next, it need not be read again. */
  let previewed: { readonly key: string; readonly looked: Looked } | null = null;
  // What a program that was ended left behind: the store has one user at a time.
  removeFolder(tools.workFolder);

  function forgetPreview(): void {
    if (previewed) removeFolder(previewed.looked.folder);
    previewed = null;
  }

  function forget(id: string): void {
    const { tables, folder } = kept.get(id)!;
    for (const table of tables) table.close();
    kept.delete(id);
    removeFolder(folder);
  }

  async function look(request: JudgingRequest, { signal, progress }: JudgingHooks): Promise<Looked> {
    const run = await openRun(request.runId, tools, signal);
    const asked = sourcesAsked(run, request);
    const folder = newFolder();
    const sources: Understood[] = [];
    try {
      for (const [place, { source, files }] of asked.entries()) {
        const hooks: LoadProgress = {
          signal,
          progress: (_phase, share, rows) => progress?.('reading', (place + share) / asked.length, rows),
        };
        sources.push(await understand(run, source, files, { ...tools, workFolder: folder }, hooks));
      }
      return { run, sources, folder };
    } catch (error) {
      removeFolder(folder);
      throw error;
    }
  }

  /** What was previewed, where nothing has changed since; it is the caller's now. */
  async function lookOnce(request: JudgingRequest, hooks: JudgingHooks): Promise<Looked> {
    if (previewed?.key !== keyOf(request)) return look(request, hooks);
    const { looked } = previewed;
    previewed = null;
    return looked;
  }

  function newFolder(): string {
    const folder = join(tools.workFolder, newIdentifier());
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  return {
    async preview(request, hooks) {
      const key = keyOf(request);
      const looked = await look(request, hooks);
      forgetPreview();
      previewed = { key, looked };
      const { sources } = looked;
      return {
        runId: request.runId,
        sources: sources.map(({ view }) => view),
        notes: sources.flatMap(({ notes }) => notes),
        problems: sources.flatMap(({ problems }) => problems),
      };
    },

    async start(request, hooks) {
      const started = milliseconds();
      const { run, sources, folder } = await lookOnce(request, hooks);
      const tables: JudgedTable[] = [];
      try {
        const problem = sources.flatMap(({ problems }) => problems)[0];
        if (problem) throw new Refusal(problem.code as 'judging.no-run', problem.facts as Record<string, never>);
        const notes: JudgingNote[] = [];
        for (const [place, source] of sources.entries()) {
          const one = await judged(run, source, folder, {
            signal: hooks.signal,
            progress: (phase, share, rows) => hooks.progress?.(phase, (place + share) / sources.length, rows),
          });
          tables.push(one.table);
          notes.push(...one.notes);
        }
        const judgingId = newIdentifier();
        kept.set(judgingId, { tables, folder });
        for (const oldest of kept.keys()) if (kept.size > mostKept) forget(oldest);
        return {
          judgingId,
          runId: request.runId,
          sources: tables.map(({ source, kind, rows, columns, tasks }) => ({
            source,
            kind,
            rows,
            columns: [...columns],
            tasks: [...tasks],
          })),
          notes: [...tables.flatMap(leftOut), ...notes, ...sources.flatMap(({ notes }) => notes)],
          seconds: (milliseconds() - started) / 1000,
        };
      } catch (error) {
        for (const table of tables) table.close();
        removeFolder(folder);
        throw error;
      }
    },

    table(judgingId, source) {
      const found = kept.get(judgingId);
      if (!found) throw new Refusal('judging.gone', {});
      const known = found.tables.map((table) => table.source).join(', ');
      const table = found.tables.find((one) => one.source === source);
      if (!table) throw new Refusal('judging.no-source', { source, known });
      return table;
    },

    close() {
      forgetPreview();
      for (const id of [...kept.keys()]) forget(id);
    },
  };
}

/** The same for the same run and the same files, untouched. */
function keyOf({ runId, data }: JudgingRequest): string {
  return JSON.stringify([runId, data.map(({ source, files }) => [source, stateOf(files)])]);
}

/** Windows removes nothing that is open anywhere: what stays goes when the program starts next. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    log(`${folder} could not be removed`, error);
  }
}

/** @throws Refusal `judging.no-source`, `judging.which-source`, `judging.source-twice` */
function sourcesAsked(
  { document }: OpenRun,
  { data }: JudgingRequest,
): { readonly source: string; readonly files: readonly NewFile[] }[] {
  const ids = document.data.map(({ id }) => id);
  const known = ids.join(', ');
  const found = data.map(({ source, files }) => {
    if (source === null) {
      if (ids.length > 1) throw new Refusal('judging.which-source', { first: ids[0]!, known });
      return { source: ids[0]!, files };
    }
    if (!ids.includes(source)) throw new Refusal('judging.no-source', { source, known });
    return { source, files };
  });
  for (const { source } of found)
    if (found.filter((one) => one.source === source).length > 1) throw new Refusal('judging.source-twice', { source });
  return found;
}

async function judged(
  run: OpenRun,
  understood: Understood,
  folder: string,
  { signal, progress }: JudgingHooks,
): Promise<{ readonly table: JudgedTable; readonly notes: readonly JudgingNote[] }> {
  const { view } = understood;
  if (view.kind === 'forecast') {
    const answers = await judgeSeries(understood, (share, rows) => progress?.('judging', share, rows), signal);
    const longest = Math.max(0, ...answers.seen);
    if (longest < answers.lookback)
      throw new Refusal('judging.forecast-short', { needed: answers.lookback, found: longest });
    return { table: forecastTable(understood, answers), notes: answers.notes };
  }
  const answers = await judgeRows(understood, (share, rows) => progress?.('judging', share, rows), signal);
  const own = await ownColumns(understood, folder, signal);
  return { table: rowsTable(understood, answers, own, run.result, run.summary.seed), notes: [] };
}

function leftOut({ source, tasks }: JudgedTable): JudgingNote[] {
  const count = Math.max(0, ...tasks.map(({ notJudged }) => notJudged));
  if (count === 0) return [];
  return [{ code: 'not-judged', severity: 'warn', source, column: null, facts: { count }, lines: [] }];
}
