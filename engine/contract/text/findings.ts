// A finding of the health check in words: what was found, how it is known, why it matters, and what
// its button says.

import type { Check, FindingFacts } from '../checks.ts';
import type { Finding, Fix } from '../health.ts';
import type { Language } from '../language.ts';
import { columnFindings, names } from './findings-columns.ts';
import { groupFindings } from './findings-groups.ts';
import { imageFindings } from './findings-images.ts';
import { rowFindings } from './findings-rows.ts';
import { seriesFindings } from './findings-series.ts';
import { taskFindings } from './findings-tasks.ts';
import { number } from './phrases.ts';

/** The sentences of one check in one language, from its own facts. */
export interface FindingText<Facts> {
  readonly pass: string;
  readonly why: string;
  readonly found: (facts: Facts) => { readonly title: string; readonly reason: string };
}

/** A check whose sentences are missing in one language does not compile. */
export type FindingTexts = { readonly [C in Check]: Readonly<Record<Language, FindingText<FindingFacts[C]>>> };

const texts: FindingTexts = {
  ...columnFindings,
  ...rowFindings,
  ...groupFindings,
  ...taskFindings,
  ...imageFindings,
  ...seriesFindings,
};

export interface SaidFinding {
  readonly title: string;
  readonly reason: string;
  /** For the button "why?". */
  readonly why: string;
  /** What the fix button says; null where nothing can be changed here. */
  readonly fixLabel: string | null;
}

/** The finding in the user's language. A passed check has its one sentence as title and no reason. */
export function sayFinding(finding: Finding, language: Language): SaidFinding {
  const text = texts[finding.check][language] as FindingText<Finding['facts']>;
  const said = finding.severity === 'pass' ? { title: text.pass, reason: '' } : text.found(finding.facts);
  return { ...said, why: text.why, fixLabel: finding.fix ? sayFix(finding.fix, language) : null };
}

/** What a fix will do, as its button says it. */
export function sayFix(fix: Fix, language: Language): string {
  const ja = language === 'ja';
  switch (fix.kind) {
    case 'exclude-column':
      return ja ? `${names(fix.columns, 'ja')}を入力から外す` : `Leave out ${names(fix.columns, 'en')}`;
    case 'remove-rows':
      return ja
        ? `この ${number(fix.rows.length)} 行を除く`
        : fix.rows.length === 1
          ? 'Remove this row'
          : `Remove these ${number(fix.rows.length)} rows`;
    case 'use-split':
      return saySplit(fix.split, language);
    case 'change-kind':
      return ja ? `「${fix.column}」を${kinds.ja[fix.to]}として扱う` : `Treat "${fix.column}" as ${kinds.en[fix.to]}`;
    case 'drop-task':
      return ja ? `「${fix.taskId}」の予測をやめる` : `Drop the task "${fix.taskId}"`;
  }
}

const kinds = {
  ja: { number: '数値', category: '分類', text: '文字', date: '日時' },
  en: { number: 'numbers', category: 'categories', text: 'text', date: 'dates' },
} as const;

function saySplit(split: Extract<Fix, { kind: 'use-split' }>['split'], language: Language): string {
  const ja = language === 'ja';
  switch (split.kind) {
    case 'random':
      return ja ? 'ランダムに分ける' : 'Divide at random';
    case 'stratified':
      return ja ? 'かたよりなく分ける' : 'Divide evenly';
    case 'group':
      return ja ? `「${split.column}」単位で分ける` : `Divide by "${split.column}"`;
    case 'time':
      if (split.column === undefined) return ja ? '日時の順に分ける' : 'Divide in order of time';
      return ja ? `「${split.column}」の順に分ける` : `Divide in order of "${split.column}"`;
    case 'files':
      return ja ? 'ファイル単位で分ける' : 'Divide by file';
    case 'blocks':
      return ja ? '続いた行をまとめて分ける' : 'Divide in blocks of neighbouring rows';
    case 'column':
      return ja ? `「${split.column}」の指定どおりに分ける` : `Divide as "${split.column}" says`;
  }
}
