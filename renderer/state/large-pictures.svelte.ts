// Photos large enough to look at closely: the last few are kept, so that going back and forth does not wait.

import type { Client } from '../../engine/contract/client.ts';
import type { PictureSource } from './pictures.svelte.ts';

const side = 1024;
const mostKept = 8;

export class LargePictures {
  readonly #client: Client;
  readonly #of: Omit<PictureSource, 'side'>;
  readonly #kept = new Map<number, string | null>();
  readonly #asked = new Set<number>();
  #answers = $state(0);

  constructor(client: Client, of: Omit<PictureSource, 'side'>) {
    this.#client = client;
    this.#of = of;
  }

  /** Undefined until it is there; null where it cannot be shown. */
  url(row: number): string | null | undefined {
    void this.#answers;
    return this.#kept.get(row);
  }

  want(row: number): void {
    if (this.#kept.has(row) || this.#asked.has(row)) return;
    this.#asked.add(row);
    void this.#ask(row);
  }

  async #ask(row: number): Promise<void> {
    const { runId, ...of } = this.#of;
    const asked = { ...of, side, rows: [row], ...(runId === undefined ? {} : { runId }) };
    const found = await this.#client.call('images.pictures', asked).catch(() => []);
    this.#asked.delete(row);
    this.#kept.set(row, found[0]?.url ?? null);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
    this.#answers++;
  }
}
