// Short messages at the foot of the window: something was done (and can be undone), or could not be done.

import type { Failure } from '../../engine/contract/errors.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** A failure is shown in the catalogue's words and stays until it is closed. */
  readonly failure: Failure | null;
  readonly undo: (() => void) | null;
}

const secondsShown = 8;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #count = 0;

  say(text: string, undo: (() => void) | null = null): void {
    const id = this.#add({ text, failure: null, undo });
    setTimeout(() => this.close(id), secondsShown * 1000);
  }

  fail(failure: Failure): void {
    if (failure.code === 'cancelled') return;
    this.#add({ text: '', failure, undo: null });
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** What could not be done in one project says nothing about the next. */
  closeFailures(): void {
    this.list = this.list.filter((toast) => toast.failure === null);
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = ++this.#count;
    // Three at most: the oldest gives way.
    this.list = [...this.list.slice(-2), { id, ...toast }];
    return id;
  }
}
