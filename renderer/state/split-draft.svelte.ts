// How the rows are divided, while it is being decided: the proposal with its reasons, the counts of
// the present choice, or the refusal in its place.

import type { Client } from '../../engine/contract/client.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { SplitProposal, SplitSummary } from '../../engine/contract/splits.ts';
import type { Split } from '../../engine/contract/tasks.ts';
import { failureOf } from './failure.ts';

export class SplitDraft {
  proposal = $state.raw<SplitProposal | null>(null);
  summary = $state.raw<SplitSummary | null>(null);
  failure = $state.raw<Failure | null>(null);
  isCounting = $state(false);

  readonly #client: Client;
  readonly #projectId: string;
  #turn = 0;

  readonly #source: string;

  constructor(client: Client, projectId: string, source: string) {
    this.#client = client;
    this.#projectId = projectId;
    this.#source = source;
  }

  async propose(): Promise<void> {
    try {
      this.proposal = await this.#client.call('split.propose', { projectId: this.#projectId, source: this.#source });
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Counts for this split; only the newest answer is shown. */
  async count(split: Split): Promise<void> {
    const turn = ++this.#turn;
    this.isCounting = true;
    try {
      const asked = { projectId: this.#projectId, source: this.#source, split };
      const summary = await this.#client.call('split.preview', asked);
      if (turn === this.#turn) [this.summary, this.failure] = [summary, null];
    } catch (error) {
      if (turn === this.#turn) [this.summary, this.failure] = [null, failureOf(error)];
    } finally {
      if (turn === this.#turn) this.isCounting = false;
    }
  }
}
