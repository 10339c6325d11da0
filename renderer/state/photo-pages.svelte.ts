// A long list of photos, read a page at a time where it is looked at. Whoever changes the question makes a new one.

import type { Failure } from '../../engine/contract/errors.ts';
import { failureOf } from './failure.ts';

/** As many as one call gives. */
const pageSize = 200;
const mostPages = 12;

export interface Page<T> {
  readonly total: number;
  readonly items: readonly T[];
}

export class PhotoPages<T> {
  /** Null until the first answer. */
  total = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #read: (offset: number, limit: number) => Promise<Page<T>>;
  readonly #pages = new Map<number, readonly T[]>();
  readonly #asked = new Set<number>();
  #answers = $state(0);

  constructor(read: (offset: number, limit: number) => Promise<Page<T>>) {
    this.#read = read;
    void this.#load(0);
  }

  /** Undefined until it has been read: asking for it reads it. */
  at(index: number): T | undefined {
    void this.#answers;
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Reads what these places need. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) void this.#load(page);
  }

  /** Reads again what is there, without an empty moment between. */
  async refresh(): Promise<void> {
    const pages = [...this.#pages.keys()];
    this.#asked.clear();
    await Promise.all(pages.map((page) => this.#load(page)));
  }

  async #load(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    try {
      const { total, items } = await this.#read(page * pageSize, pageSize);
      [this.total, this.failure] = [total, null];
      this.#pages.delete(page);
      this.#pages.set(page, items);
      for (const oldest of this.#pages.keys()) {
        if (this.#pages.size <= mostPages) break;
        this.#pages.delete(oldest);
        this.#asked.delete(oldest);
      }
      this.#answers++;
    } catch (error) {
      this.#asked.delete(page);
      this.failure = failureOf(error);
    }
  }
}
