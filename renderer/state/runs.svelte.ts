// The runs of one project: their records, the progress of those that train, and histories that have
// been looked at. A page that reloads finds everything again, because all of it is asked of the engine.

import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../../engine/contract/client.ts';
import type { Output } from '../../engine/contract/commands.ts';
import type { Events } from '../../engine/contract/events.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { historyUnderNames, runUnderNames } from '../../engine/contract/task-names.ts';
import type { TaskNames } from '../../engine/contract/task-names.ts';
import { sharesOfTime } from '../../engine/contract/yardsticks.ts';
import { milliseconds } from '../lib/clock.ts';
import { shareDone, startedIn } from '../lib/started.ts';

export type History = Output<'run.history'>;
export type Progress = Events['run.progress'];

const historyPoints = 300;
const batchMilliseconds = 5000;
/** A live history is asked for again at most this often. */
const refreshMilliseconds = 1200;

const isLive = (run: RunSummary): boolean => ['waiting', 'running', 'paused', 'interrupted'].includes(run.state);

/** Call `close` when the project is closed. */
export class RunList {
  #records = $state.raw<readonly RunSummary[]>([]);
  readonly progress = new SvelteMap<string, Progress>();
  readonly #histories = new SvelteMap<string, History>();
  readonly #names: () => TaskNames;

  /** With tasks under the names shown. */
  readonly all = $derived.by((): readonly RunSummary[] => {
    const nameOf = this.#names();
    return this.#records.map((run) => runUnderNames(run, nameOf));
  });

  readonly live = $derived(this.all.filter(isLive));
  readonly running = $derived(this.all.find((run) => run.state === 'running' || run.state === 'paused') ?? null);
  /** Runs of the newest start (queued within a few seconds of each other), and whatever still lives. */
  readonly batch = $derived.by((): readonly RunSummary[] => {
    const newest = Math.max(0, ...this.all.map((run) => run.queuedAt));
    return this.all.filter((run) => isLive(run) || newest - run.queuedAt < batchMilliseconds);
  });
  /** Share of that work that is done, by time, 0 to 1. Baselines take no time worth counting. */
  readonly batchShare = $derived.by((): number => {
    const recipes = this.batch.filter((run) => run.kind === 'recipe');
    const done = recipes.map((run) => (isLive(run) ? (this.progress.get(run.id)?.share ?? 0) : 1));
    const { expectedOf, totalSeconds } = startedIn(this.#projectId);
    return shareDone(
      done,
      recipes.map((run) => expectedOf(run.recipe)),
      totalSeconds,
      recipes.map((run) => sharesOfTime(run.recipe)),
    );
  });
  readonly finished = $derived(this.all.filter((run) => run.result !== null));

  readonly #client: Client;
  readonly #projectId: string;
  readonly #stops: readonly (() => void)[];
  readonly #asked = new Map<string, number>();
  readonly #asking = new Set<string>();

  /** @param names what the tasks are called now */
  constructor(client: Client, projectId: string, names: () => TaskNames) {
    this.#client = client;
    this.#names = names;
    this.#projectId = projectId;
    this.#stops = [
      client.listen('run.progress', (progress) => this.#onProgress(progress)),
      client.listen('run.changed', (run) => this.take([run])),
    ];
  }

  async load(): Promise<void> {
    const asked = { projectId: this.#projectId };
    const [records, live] = await Promise.all([
      this.#client.call('run.list', asked),
      this.#client.call('run.live', asked),
    ]);
    this.#records = records;
    for (const progress of live) if (!this.progress.has(progress.runId)) this.progress.set(progress.runId, progress);
  }

  /** Takes newer records of these runs; unknown ones are added at the end. */
  take(runs: readonly RunSummary[]): void {
    const ours = runs.filter((run) => run.projectId === this.#projectId);
    const newer = new Map(ours.map((run) => [run.id, run]));
    const known = this.#records.map((run) => newer.get(run.id) ?? run);
    const added = ours.filter((run) => !this.#records.some((one) => one.id === run.id));
    this.#records = [...known, ...added];
    for (const run of ours) if (!isLive(run) && this.#histories.has(run.id)) void this.loadHistory(run.id);
  }

  async loadHistory(runId: string): Promise<void> {
    if (this.#asking.has(runId)) return;
    this.#asking.add(runId);
    try {
      this.#histories.set(runId, await this.#client.call('run.history', { runId, limit: historyPoints }));
    } finally {
      this.#asking.delete(runId);
    }
  }

  /** Null until it was loaded; tasks under the names shown. */
  historyOf(runId: string): History | null {
    const history = this.#histories.get(runId);
    return history ? historyUnderNames(history, this.#names()) : null;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #onProgress(progress: Progress): void {
    const run = this.#records.find((one) => one.id === progress.runId);
    if (!run) return;
    this.progress.set(progress.runId, progress);
    if (run.state !== progress.state) this.take([{ ...run, state: progress.state }]);
    const now = milliseconds();
    if (now - (this.#asked.get(run.id) ?? -refreshMilliseconds) < refreshMilliseconds) return;
    this.#asked.set(run.id, now);
    void this.loadHistory(run.id);
  }
}
