// Runs that read the same columns: only their Delta-m has one base, and only among them the newest ones are what is meant.

import type { RunSummary } from '../../engine/contract/runs.ts';

function inputsOf({ excluded = [] }: RunSummary): string {
  return JSON.stringify([...excluded].sort());
}

/** Whether all trained runs left out the same columns. */
export function haveSameInputs(runs: readonly RunSummary[]): boolean {
  return new Set(runs.filter((run) => run.kind === 'recipe').map(inputsOf)).size <= 1;
}

/** Those that read what the newest trained run reads, as the report keeps to them. */
export function ofNewestInputs(runs: readonly RunSummary[]): readonly RunSummary[] {
  const trained = runs.filter((run) => run.kind === 'recipe');
  const newest = trained.toSorted((a, b) => a.queuedAt - b.queuedAt).at(-1);
  return newest ? runs.filter((run) => inputsOf(run) === inputsOf(newest)) : runs;
}
