// Refusals: what the user can act on. Each has a code, typed facts and its sentences in both
// languages, kept together in `text/refusals-*.ts`. Anything else that is thrown is a bug, and is
// shown as one.

import type { Language } from './language.ts';
import { backboneRefusals } from './text/refusals-backbone.ts';
import { dataRefusals } from './text/refusals-data.ts';
import { healthRefusals } from './text/refusals-health.ts';
import { hostRefusals } from './text/refusals-host.ts';
import { imageRefusals } from './text/refusals-images.ts';
import { jobRefusals } from './text/refusals-jobs.ts';
import { judgingRefusals } from './text/refusals-judging.ts';
import { projectRefusals } from './text/refusals-project.ts';
import { reportRefusals } from './text/refusals-report.ts';
import { seriesRefusals } from './text/refusals-series.ts';
import { taskRefusals } from './text/refusals-tasks.ts';
import { trainingRefusals } from './text/refusals-training.ts';

export const refusals = {
  ...dataRefusals,
  ...healthRefusals,
  ...imageRefusals,
  ...backboneRefusals,
  ...projectRefusals,
  ...jobRefusals,
  ...judgingRefusals,
  ...seriesRefusals,
  ...taskRefusals,
  ...trainingRefusals,
  ...reportRefusals,
  ...hostRefusals,
} as const;

export type Catalogue = typeof refusals;
export type RefusalCode = keyof Catalogue;
export type FactsOf<C extends RefusalCode> = Catalogue[C] extends RefusalEntry<infer F> ? F : never;

/** What happened and where; then what to do next. */
export interface Sentence {
  readonly message: string;
  readonly hint: string;
}

/** A catalogue entry: one sentence per language, from the same facts. */
export type RefusalEntry<Facts> = Readonly<Record<Language, (facts: Facts) => Sentence>>;

/** A failure as it crosses a process boundary: plain data. `bug` stands for anything unforeseen. */
export interface Failure {
  readonly code: RefusalCode | 'bug' | 'cancelled';
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A refusal the user can act on. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'Refusal';
  readonly code: C;
  readonly facts: FactsOf<C>;

  constructor(code: C, facts: FactsOf<C>) {
    super(`${code} ${JSON.stringify(facts)}`); // for the log; users read say()
    this.code = code;
    this.facts = facts;
  }
}

/** The failure in the user's language. */
export function say(failure: Failure, language: Language): Sentence {
  if (failure.code === 'cancelled') {
    return language === 'ja'
      ? { message: '取り消しました。', hint: '何も変更していません。' }
      : { message: 'Cancelled.', hint: 'Nothing was changed.' };
  }
  if (failure.code === 'bug') {
    return language === 'ja'
      ? {
          message: `プログラムの不具合です: ${String(failure.facts['detail'] ?? '')}`,
          hint: 'データは失われていません。「詳細をコピー」で内容を控え、開発元へお知らせください。',
        }
      : {
          message: `This is a bug in the program: ${String(failure.facts['detail'] ?? '')}`,
          hint: 'No data was lost. Use "Copy details" and report it to the developers.',
        };
  }
  const entry = refusals[failure.code] as RefusalEntry<Readonly<Record<string, unknown>>>;
  return entry[language](failure.facts);
}

/** What the operating system and SQLite say where a drive has no room left, or the user's share of it is used up. */
const noRoom: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'];

/** Any thrown value as plain data; only a message of a bug travels, never a stack. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Refusal) return { code: error.code, facts: error.facts as Record<string, unknown> };
  if (error instanceof Error && error.name === 'AbortError') return { code: 'cancelled', facts: {} };
  // Whatever was being written: nobody who writes has to know these codes.
  if (error instanceof Error && 'code' in error && noRoom.includes(error.code)) return { code: 'disk.full', facts: {} };
  return { code: 'bug', facts: { detail: error instanceof Error ? error.message : String(error) } };
}
