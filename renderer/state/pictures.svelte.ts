// Small pictures of a data set as they are scrolled past: asked for a few dozen at a time, the newest wishes first,
// and only so many kept that a list of any length stays small.

import type { Client } from '../../engine/contract/client.ts';
import { mostPictures } from '../../engine/contract/photos.ts';

/** Pictures kept: a few screens of them. */
const mostKept = 480;

export interface PictureSource {
  readonly projectId: string;
  readonly source: string;
  readonly side: number;
  readonly runId?: string | undefined;
}

export class Pictures {
  readonly #client: Client;
  readonly #of: PictureSource;
  /** In the order of their last use. Null = cannot be shown. */
  readonly #kept = new Map<number, string | null>();
  #wanted: readonly number[] = [];
  #isAsking = false;
  #isClosed = false;
  /** Counts answers, so that what reads `url` is drawn again. */
  #answers = $state(0);

  constructor(client: Client, of: PictureSource) {
    this.#client = client;
    this.#of = of;
  }

  /** The picture as a data URL; undefined until it is there, null where it cannot be shown. */
  url(row: number): string | null | undefined {
    void this.#answers;
    return this.#kept.get(row);
  }

  /** These are in sight now; earlier wishes that were not answered yet are dropped. */
  want(rows: readonly number[]): void {
    this.#wanted = rows;
    for (const row of rows) {
      const known = this.#kept.get(row);
      if (known === undefined) continue;
      this.#kept.delete(row);
      this.#kept.set(row, known);
    }
    void this.#ask();
  }

  close(): void {
    this.#isClosed = true;
    this.#kept.clear();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      for (let rows = this.#missing(); rows.length > 0 && !this.#isClosed; rows = this.#missing()) {
        const found = await this.#client.call('images.pictures', { ...this.#of, rows });
        if (this.#isClosed) return;
        for (const { row, url } of found) this.#kept.set(row, url);
        for (const oldest of this.#kept.keys()) {
          if (this.#kept.size <= mostKept) break;
          this.#kept.delete(oldest);
        }
        this.#answers++;
      }
    } catch {
      // The next wish asks again; the list itself says when the engine cannot be reached.
      this.#wanted = [];
    } finally {
      this.#isAsking = false;
    }
  }

  #missing(): number[] {
    return this.#wanted.filter((row) => !this.#kept.has(row)).slice(0, mostPictures / 2);
  }
}
