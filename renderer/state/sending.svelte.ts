// One import that is sent at a time: whether it goes on, how far it is, and why it failed. What drafts have in common.

import type { Client } from '../../engine/contract/client.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { Events } from '../../engine/contract/events.ts';
import { failureOf } from './failure.ts';

/** Call `close` when it is imported or dropped. */
export class Sending {
  failure = $state.raw<Failure | null>(null);
  isImporting = $state(false);
  progress = $state.raw<Events['import.progress'] | null>(null);
  #abort: AbortController | null = null;
  readonly #stop: () => void;

  constructor(client: Client) {
    this.#stop = client.listen('import.progress', (progress) => (this.progress = progress));
  }

  /** Sends the import; null when it was refused or cancelled, and `failure` says why. */
  async send<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    this.isImporting = true;
    this.failure = null;
    try {
      return await work(this.anew());
    } catch (error) {
      this.fail(error);
      return null;
    } finally {
      [this.isImporting, this.progress] = [false, null];
    }
  }

  /** What `cancel` ends from here on. */
  protected anew(): AbortSignal {
    this.#abort = new AbortController();
    return this.#abort.signal;
  }

  /** Whoever cancels knows it: that is no failure. */
  protected fail(error: unknown): void {
    const failure = failureOf(error);
    this.failure = failure.code === 'cancelled' ? null : failure;
  }

  /** Ends what goes on. */
  cancel(): void {
    this.#abort?.abort();
  }

  close(): void {
    this.cancel();
    this.#stop();
  }
}
