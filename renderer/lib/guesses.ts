// The guesses of an import preview as the page lists them: a value in words, why, what else it could
// be, and the setting that a choice becomes.

import type { Evidence, Guess, ImportPreview, ImportSettings } from '../../engine/contract/import.ts';
import type { dataWords } from '../text/data.ts';

type Words = (typeof dataWords)['ja'];
export type GuessKey = keyof Words['guesses'];

export interface GuessOption {
  readonly text: string;
  readonly change: Partial<ImportSettings>;
}

export interface GuessView {
  readonly key: GuessKey;
  readonly value: string;
  /** 0 to 1; below `sureFrom` the person is asked to look. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly options: readonly GuessOption[];
  /** A line of the file is chosen: the page also shows the file's first lines. */
  readonly chooses: ((line: number) => Partial<ImportSettings>) | null;
}

export const sureFrom = 0.7;

/** Every guess that applies to this file, the ones worth a look first. */
export function guessViews(preview: ImportPreview, t: Words): GuessView[] {
  const { guesses } = preview;
  const isText = preview.format === 'text';
  // A workbook stores its numbers as numbers: how they are written matters only where some are text.
  const hasWrittenNumbers = isText || guesses.decimal.evidence.some(({ code }) => code !== 'decimal.unseen');
  const line = (value: number | null, absent: string): string => (value === null ? absent : t.lineNumber(value));

  const view = <T>(
    key: GuessKey,
    guess: Guess<T>,
    text: (value: T) => string,
    change: (value: T) => Partial<ImportSettings>,
    choosesLine = false,
  ): GuessView => ({
    key,
    value: text(guess.value),
    confidence: guess.confidence,
    evidence: guess.evidence,
    options: guess.alternatives.map((value) => ({
      text: text(value),
      change: change(value),
    })),
    chooses: choosesLine ? (chosen) => change(chosen as T) : null,
  });

  const pairs = (value: ImportPreview['guesses']['dateTimePairs']['value']): string =>
    value.map((pair) => `${pair.date} + ${pair.time}`).join(', ') || t.noPairs;
  const all: (GuessView | null)[] = [
    guesses.sheet &&
      view(
        'sheet',
        guesses.sheet,
        (value) => value,
        (sheet) => ({ sheet }),
      ),
    isText
      ? view(
          'encoding',
          guesses.encoding,
          (value) => t.encodings[value],
          (encoding) => ({ encoding }),
        )
      : null,
    isText
      ? view(
          'delimiter',
          guesses.delimiter,
          (value) => t.delimiters[value],
          (delimiter) => ({ delimiter }),
        )
      : null,
    view(
      'headerLine',
      guesses.headerLine,
      (value) => line(value, t.noHeader),
      (headerLine) => ({ headerLine }),
      true,
    ),
    guesses.unitLine.value !== null || guesses.unitLine.alternatives.length > 0
      ? view(
          'unitLine',
          guesses.unitLine,
          (value) => line(value, t.none),
          (unitLine) => ({ unitLine }),
          true,
        )
      : null,
    guesses.skipLines.value.length > 0
      ? view(
          'skipLines',
          guesses.skipLines,
          (value) => value.map((one) => t.lineNumber(one)).join('・') || t.none,
          (skipLines) => ({ skipLines }),
        )
      : null,
    view(
      'firstDataLine',
      guesses.firstDataLine,
      (value) => line(value, t.none),
      (firstDataLine) => ({ firstDataLine }),
      true,
    ),
    hasWrittenNumbers
      ? view(
          'decimal',
          guesses.decimal,
          (value) => t.decimals[value],
          (decimal) => ({ decimal }),
        )
      : null,
    hasWrittenNumbers && (guesses.thousands.value !== '' || guesses.thousands.alternatives.length > 0)
      ? view(
          'thousands',
          guesses.thousands,
          (value) => t.thousandsMarks[value],
          (thousands) => ({ thousands }),
        )
      : null,
    guesses.dateTimePairs.value.length > 0 || guesses.dateTimePairs.alternatives.length > 0
      ? view('dateTimePairs', guesses.dateTimePairs, pairs, (dateTimePairs) => ({ dateTimePairs }))
      : null,
  ];
  return all.filter((one): one is GuessView => one !== null);
}
