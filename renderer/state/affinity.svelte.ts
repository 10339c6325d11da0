// The affinity map of the open project: the one there is, and a probe that can be watched and stopped.

import type { Client } from '../../engine/contract/client.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { AffinityMap } from '../../engine/contract/methods.ts';
import { recall, remember } from '../lib/remember.ts';
import { failureOf } from './failure.ts';

/** Call `close` when the page is left. */
export class Affinity {
  map = $state.raw<AffinityMap | null>(null);
  /** 0 to 1 while probing, else null. */
  share = $state<number | null>(null);
  secondsLeft = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** A probe was under way when the page was left or loaded anew, and ended with it. */
  wasCutOff = $state(false);

  readonly isProbing = $derived(this.share !== null);

  readonly #client: Client;
  readonly #projectId: string;
  readonly #stop: () => void;
  #abort: AbortController | null = null;
  #isClosed = false;

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
    this.wasCutOff = recall(this.#underWay, false);
    this.#stop = client.listen('affinity.progress', (progress) => {
      if (progress.projectId !== projectId || this.share === null) return;
      [this.share, this.secondsLeft] = [progress.share, progress.secondsLeft];
    });
  }

  async load(): Promise<void> {
    try {
      this.map = await this.#client.call('affinity.get', { projectId: this.#projectId });
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Measures anew; a map there was stays until the new one is done, and when it is stopped. */
  async probe(): Promise<void> {
    if (this.isProbing) return;
    this.#abort = new AbortController();
    [this.share, this.secondsLeft, this.failure, this.wasCutOff] = [0, null, null, false];
    remember(this.#underWay, true);
    try {
      this.map = await this.#client.call('affinity.probe', { projectId: this.#projectId }, this.#abort.signal);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'cancelled') this.failure = failure;
    } finally {
      [this.share, this.secondsLeft, this.#abort] = [null, null, null];
      if (!this.#isClosed) remember(this.#underWay, false);
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** What is remembered while a probe runs. */
  get #underWay(): string {
    return `probe.${this.#projectId}`;
  }

  close(): void {
    this.#isClosed = true;
    this.cancel();
    this.#stop();
  }
}
