// Where the command line writes: results to standard output, everything a person watches to standard
// error. With --json standard output carries JSON lines and nothing else.

import type { Language } from '../../contract/language.ts';
import { commandLineWords } from './words.ts';
import type { CommandLineWords } from './words.ts';

export interface Output {
  readonly language: Language;
  readonly words: CommandLineWords;
  readonly json: boolean;
  /** A result. */
  print(text: string): void;
  /** One JSON line. */
  record(value: unknown): void;
  /** Something to watch; on a terminal the next one takes its place. */
  watch(text: string): void;
  /** A line that stays. */
  note(text: string): void;
}

export function createOutput(language: Language, json: boolean): Output {
  const terminal = process.stderr.isTTY === true;
  // Whoever reads may stop early (`| head`): nothing is left to say then, and that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  let watched = false;
  const clear = (): void => {
    if (watched) process.stderr.write('\r\x1b[K');
    watched = false;
  };
  return {
    language,
    words: commandLineWords[language],
    json,
    print(text) {
      clear();
      process.stdout.write(`${text}\n`);
    },
    record: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    watch(text) {
      if (!terminal) return;
      clear();
      process.stderr.write(text);
      watched = true;
    },
    note(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
  };
}
