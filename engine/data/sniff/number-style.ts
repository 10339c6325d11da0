// Decimal point or comma, and which mark stands between thousands: votes of the cells that can tell.

import type { Delimiter, Evidence, Guess } from '../../contract/import.ts';
import type { NumberStyle } from '../numbers.ts';
import { foldWidth } from '../width.ts';

const shapes = {
  pointWithGroups: /^[+-]?\d{1,3}(,\d{3})+\.\d+$|^[+-]?\d{1,3}(,\d{3}){2,}$/,
  commaWithGroups: /^[+-]?\d{1,3}(\.\d{3})+,\d+$|^[+-]?\d{1,3}(\.\d{3}){2,}$/,
  eitherComma: /^[+-]?[1-9]\d{0,2},\d{3}$/,
  eitherPoint: /^[+-]?[1-9]\d{0,2}\.\d{3}$/,
  comma: /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/,
  point: /^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/,
  spaces: /^[+-]?\d{1,3}( \d{3})+([.,]\d+)?$/,
  apostrophes: /^[+-]?\d{1,3}('\d{3})+([.,]\d+)?$/,
} as const;
type Shape = keyof typeof shapes;

export interface NumberStyleGuess {
  readonly decimal: Guess<'.' | ','>;
  readonly thousands: Guess<NumberStyle['thousands']>;
}

export function guessNumberStyle(cells: Iterable<string>, delimiter: Delimiter): NumberStyleGuess {
  const votes: Record<Shape, number> = {
    pointWithGroups: 0,
    commaWithGroups: 0,
    eitherComma: 0,
    eitherPoint: 0,
    comma: 0,
    point: 0,
    spaces: 0,
    apostrophes: 0,
  };
  const examples: Partial<Record<Shape, string>> = {};
  for (const cell of cells) {
    const shape = shapeOf(cell);
    if (shape === null) continue;
    votes[shape]++;
    examples[shape] ??= cell.trim();
  }
  const forComma = votes.comma + votes.commaWithGroups;
  const forPoint = votes.point + votes.pointWithGroups;
  const comma =
    forComma > forPoint ||
    (forComma + forPoint + votes.eitherPoint === 0 && votes.eitherComma > 0 && delimiter === ';');
  const shown = comma
    ? (examples.comma ?? examples.commaWithGroups ?? examples.eitherComma)
    : (examples.point ?? examples.pointWithGroups);
  const sure = forComma + forPoint > 0 ? Math.max(forComma, forPoint) / (forComma + forPoint) : 0.6;
  const facts = { example: shown ?? '' };
  const code = shown === undefined ? 'decimal.unseen' : comma ? 'decimal.comma' : 'decimal.point';
  const decimal: Guess<'.' | ','> = {
    value: comma ? ',' : '.',
    confidence: sure,
    evidence: [{ code, facts }],
    alternatives: [comma ? '.' : ','],
  };
  return { decimal, thousands: guessThousands(comma, votes, examples) };
}

function shapeOf(cell: string): Shape | null {
  if (cell.length > 30 || !/\d[,.' \u00a0\u202f]|[,.]\d|[，．]/.test(cell)) return null;
  const folded = foldWidth(cell);
  for (const [shape, pattern] of Object.entries(shapes)) if (pattern.test(folded)) return shape as Shape;
  return null;
}

function guessThousands(
  comma: boolean,
  votes: Record<Shape, number>,
  examples: Partial<Record<Shape, string>>,
): Guess<NumberStyle['thousands']> {
  const options: [NumberStyle['thousands'], Shape[]][] = comma
    ? [['.', ['commaWithGroups', 'eitherPoint']], [' ', ['spaces']], ["'", ['apostrophes']]]
    : [[',', ['pointWithGroups', 'eitherComma']], [' ', ['spaces']], ["'", ['apostrophes']]]; // prettier-ignore
  const found = options.find(([, seen]) => seen.some((shape) => votes[shape] > 0));
  if (!found)
    return {
      value: '',
      confidence: 0.9,
      evidence: [{ code: 'thousands.none', facts: {} }],
      alternatives: [comma ? '.' : ','],
    };
  const example = found[1].map((shape) => examples[shape]).find((text) => text !== undefined) ?? '';
  const evidence: Evidence[] = [{ code: 'thousands.seen', facts: { mark: found[0], example } }];
  const certain = votes.pointWithGroups + votes.commaWithGroups + votes.spaces + votes.apostrophes > 0;
  return { value: found[0], confidence: certain ? 0.95 : 0.6, evidence, alternatives: [''] };
}
