// The affinity map of the open project: the one there is, and a probe that can be watched and stopped.

import type { Client } from '../../engine/contract/client.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { AffinityMap } from '../../engine/contract/methods.ts';
import { failureOf } from './failure.ts';

/** Call `close` when the page is left. */
export class Affinity {
  map = $state.raw<AffinityMap | null>(null);
  /** 0 to 1 while probing, else null. */
  share = $state<number | null>(null);
  secondsLeft = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);

  readonly isProbing = $derived(this.share !== null);

  readonly #client: Client;
  readonly #projectId: string;
  readonly #stop: () => void;
  #abort: AbortController | null = null;

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
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
    [this.share, this.secondsLeft, this.failure] = [0, null, null];
    try {
      this.map = await this.#client.call('affinity.probe', { projectId: this.#projectId }, this.#abort.signal);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'cancelled') this.failure = failure;
    } finally {
      [this.share, this.secondsLeft, this.#abort] = [null, null, null];
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  close(): void {
    this.cancel();
    this.#stop();
  }
}
