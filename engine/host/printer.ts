// Printing a report to PDF: Electron's main process does it where there is one, otherwise an
// installed browser.

import { Refusal } from '../contract/errors.ts';
import type { Failure, RefusalCode } from '../contract/errors.ts';
import type { Context } from '../handlers/context.ts';
import type { Parent } from './parent.ts';
import { printPdf } from './pdf-browser.ts';

export interface Printer {
  readonly print: Context['printPdf'];
  /** The parent's answer to a request; null = the file is there. */
  answer(id: number, failure: Failure | null): void;
}

export function printerOf(parent: Parent): Printer {
  if (parent.kind !== 'electron') return { print: printPdf, answer: () => {} };
  const waiting = new Map<number, (failure: Failure | null) => void>();
  let requests = 0;
  return {
    print: async (html, pdf, { signal }) => {
      signal.throwIfAborted();
      const id = ++requests;
      const failure = await new Promise<Failure | null>((resolve) => {
        waiting.set(id, resolve);
        parent.send({ kind: 'print-pdf', id, html, pdf });
      });
      signal.throwIfAborted();
      if (failure !== null) throw thrown(failure);
    },
    answer(id, failure) {
      waiting.get(id)?.(failure);
      waiting.delete(id);
    },
  };
}

function thrown(failure: Failure): Error {
  if (failure.code === 'bug' || failure.code === 'cancelled')
    return new Error(String(failure.facts['detail'] ?? failure.code));
  return new Refusal(failure.code as RefusalCode, failure.facts as never);
}
