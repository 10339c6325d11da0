// A moment between two pieces of work: messages come in, so that a cancellation is heard.

import { setImmediate } from 'node:timers/promises';

/** Lets messages through. @throws the signal's reason when it was cancelled by then */
export async function breathe(signal?: AbortSignal): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
