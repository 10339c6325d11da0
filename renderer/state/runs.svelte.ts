// The runs of one project: their records, the progress of those that train, and histories that have
// been looked at. A page that reloads finds everything again, because all of it is asked of the engine.

import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../../engine/contract/client.ts';
import type { Output } from '../../engine/contract/commands.ts';
import type { Events } from '../../engine/contract/events.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';

export type History = Output<'run.history'>;
export type Progress = Events['run.progress'];

const historyPoints = 300;
/** A live history is asked for again at most this often. */
const refreshMilliseconds = 1200;

const isLive = (run: RunSummary): boolean => ['waiting', 'running', 'paused', 'interrupted'].includes(run.state);

/** Call `close` when the project is closed. */
export class RunList {
  all = $state.raw<readonly RunSummary[]>([]);
  readonly progress = new SvelteMap<string, Progress>();
  readonly histories = new SvelteMap<string, History>();

  readonly live = $derived(this.all.filter(isLive));
  readonly running = $derived(this.all.find((run) => run.state === 'running' || run.state === 'paused') ?? null);
  readonly finished = $derived(this.all.filter((run) => run.result !== null));

  readonly #client: Client;
  readonly #projectId: string;
  readonly #stops: readonly (() => void)[];
  readonly #asked = new Map<string, number>();
  readonly #asking = new Set<string>();

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
    this.#stops = [
      client.listen('run.progress', (progress) => this.#onProgress(progress)),
      client.listen('run.changed', (run) => this.take([run])),
    ];
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('run.list', { projectId: this.#projectId });
  }

  /** Takes newer records of these runs; unknown ones are added at the end. */
  take(runs: readonly RunSummary[]): void {
    const ours = runs.filter((run) => run.projectId === this.#projectId);
    const newer = new Map(ours.map((run) => [run.id, run]));
    const known = this.all.map((run) => newer.get(run.id) ?? run);
    const added = ours.filter((run) => !this.all.some((one) => one.id === run.id));
    this.all = [...known, ...added];
    for (const run of ours) if (!isLive(run) && this.histories.has(run.id)) void this.loadHistory(run.id);
  }

  /** Expected share of all live and just finished work that is done, 0 to 1. */
  shareOf(runs: readonly RunSummary[]): number {
    if (runs.length === 0) return 0;
    const done = runs.map((run) => (isLive(run) ? (this.progress.get(run.id)?.share ?? 0) : 1));
    return done.reduce((sum, share) => sum + share, 0) / runs.length;
  }

  async loadHistory(runId: string): Promise<void> {
    if (this.#asking.has(runId)) return;
    this.#asking.add(runId);
    try {
      this.histories.set(runId, await this.#client.call('run.history', { runId, limit: historyPoints }));
    } finally {
      this.#asking.delete(runId);
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #onProgress(progress: Progress): void {
    const run = this.all.find((one) => one.id === progress.runId);
    if (!run) return;
    this.progress.set(progress.runId, progress);
    if (run.state !== progress.state) this.take([{ ...run, state: progress.state }]);
    const now = performance.now();
    if (now - (this.#asked.get(run.id) ?? -refreshMilliseconds) < refreshMilliseconds) return;
    this.#asked.set(run.id, now);
    void this.loadHistory(run.id);
  }
}
