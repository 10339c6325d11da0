// Which runs of a project can judge new data, and which of them does where nobody chooses: the adopted one, else the one
// that the comparison recommends, by the rule that the report states.

import { Refusal } from '../contract/errors.ts';
import type { Language, Words } from '../contract/language.ts';
import type { JudgingRun } from '../contract/judging.ts';
import type { RunSummary } from '../contract/runs.ts';
import { recommend } from '../evaluation/index.ts';
import { ofUnit } from '../jobs/job-store.ts';
import type { Context } from './context.ts';
import { nameOf } from './report-sources.ts';
import { reportedRuns } from './reported-runs.ts';

/** In the order they were queued; none is chosen where nothing is adopted and nothing recommended. */
export function judgingRuns({ store }: Pick<Context, 'store'>, projectId: string): JudgingRun[] {
  const all = store.jobs.listRuns(projectId);
  const able = all.filter((run) => canJudge(store, run));
  const adopted = able.findLast((run) => run.decision === 'adopted');
  const best = adopted ? null : recommended({ store }, all);
  const only = able.length === 1 ? able[0]!.id : null;
  return able.map(({ id }) => ({
    runId: id,
    chosenAs: id === adopted?.id ? 'adopted' : adopted ? null : id === best ? 'best' : id === only ? 'only' : null,
  }));
}

/**
 * The run that a person means by an id, its beginning, or a name as the comparison tells it; null = the one chosen above.
 *
 * @throws Refusal `judging.no-run`, `judging.no-choice`, `judging.unknown-run`
 */
export function judgingRun({ store }: Pick<Context, 'store'>, projectId: string, wanted: string | null): string {
  const able = judgingRuns({ store }, projectId);
  if (able.length === 0) throw new Refusal('judging.no-run', {});
  const all = store.jobs.listRuns(projectId);
  const named = able.map(({ runId }) => {
    const run = all.find((one) => one.id === runId)!;
    return { runId, names: nameOf(run, all), seed: run.seed };
  });
  const told = (language: Language): string =>
    named.map(({ names, runId }) => `${names[language]} (${runId.slice(0, 8)})`).join(', ');
  const known: Words = { ja: told('ja'), en: told('en') };
  if (wanted === null) {
    const chosen = able.find((one) => one.chosenAs !== null);
    if (!chosen) throw new Refusal('judging.no-choice', { known });
    return chosen.runId;
  }
  const plain = wanted.trim().toLowerCase();
  const found =
    named.find((one) => one.runId === wanted) ??
    named.find((one) => plain.length >= 4 && one.runId.startsWith(plain)) ??
    named.findLast((one) => [one.names.ja, one.names.en].some((name) => name.toLowerCase() === plain));
  if (!found) throw new Refusal('judging.unknown-run', { run: wanted, known });
  return found.runId;
}

/** A model whose file is damaged is still named: asked to judge, it says what is wrong. */
function canJudge(store: Context['store'], run: RunSummary): boolean {
  if (run.kind !== 'recipe' || run.result === null || run.result.untrained !== undefined) return false;
  try {
    return store.jobs.readArtifact(run.id, ofUnit('model', 0)) !== null;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

function recommended({ store }: Pick<Context, 'store'>, all: readonly RunSummary[]): string | null {
  const last = all.findLast((run) => run.result !== null && run.kind === 'recipe');
  if (!last) return null;
  const documentOf = (run: RunSummary) => store.jobs.readRun(run.id).document;
  return recommend(reportedRuns(all, last, documentOf), documentOf(last)).runId;
}
