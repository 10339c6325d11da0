// Classes that are told without looking at the part, and classes of too few photos.

import type { Finding } from '../../contract/health.ts';
import type { ImageFindingFacts } from '../../contract/image-checks.ts';
import { found } from '../health/check.ts';
import type { TaskLabels } from '../health/labels.ts';
import type { ImageContext } from './check-context.ts';
import { brightnessOf } from './image-set.ts';

type Property = ImageFindingFacts['image-giveaway']['property'];
type Facts = ImageFindingFacts['image-giveaway'];

/** Photos a class needs before anything is said of it, and what makes a property a giveaway. */
const least = 10;
const purity = 0.98;
const coverage = 0.8;
const bestScore = 0.97;
const [needed, alarming] = [50, 20];

export function fewPhotos(context: ImageContext): Finding[] {
  return context.labels.flatMap(({ task, classes, counts }) =>
    // Two classes of OK and NG are judged by the rates that they allow to claim.
    task.kind === 'binary'
      ? []
      : classes.flatMap((level, code) => {
          const count = counts[code]!;
          if (count >= alarming) return [];
          const finding = found(
            context,
            'image-few',
            'warn',
            { task: task.id, class: level, count, needed },
            { taskId: task.id, columns: [task.target] },
          );
          return [{ ...finding, key: `${finding.key}:${level}` }];
        }),
  );
}

/** At most one finding a task: the plainest. */
export function giveaways(context: ImageContext): Finding[] {
  return context.labels.flatMap((labels) => {
    const facts = byValue(context, labels) ?? byThreshold(context, labels);
    if (facts === null) return [];
    const { id, target } = labels.task;
    return [found(context, 'image-giveaway', 'warn', facts, { taskId: id, columns: [target] })];
  });
}

/** A format, size, depth or colour that (nearly) only photos of one class have, and most of them. */
function byValue({ set, photoOf }: ImageContext, labels: TaskLabels): Facts | null {
  const values: Record<'format' | 'size' | 'depth' | 'colour', (photo: number) => string> = {
    format: (photo) => set.surveys[photo]!.format.toUpperCase(),
    size: (photo) => `${set.surveys[photo]!.width} x ${set.surveys[photo]!.height}`,
    depth: (photo) => `${set.surveys[photo]!.depth} bit`,
    colour: (photo) => (set.surveys[photo]!.isColour ? 'RGB' : 'grey'),
  };
  const rows = labelledRows(photoOf, labels);
  for (const [property, valueOf] of Object.entries(values)) {
    for (const [value, members] of Map.groupBy(rows, (row) => valueOf(photoOf[row]!))) {
      if (members.length < least || members.length === rows.length) continue;
      const counts = countClasses(members, labels);
      const hits = Math.max(...counts);
      const code = counts.indexOf(hits);
      const isPure = hits >= purity * members.length && hits >= coverage * labels.counts[code]!;
      // A class that nearly all photos have needs no format to be guessed.
      if (isPure && labels.counts[code]! < 0.9 * rows.length)
        return {
          task: labels.task.id,
          property: property as Property,
          value,
          class: labels.classes[code]!,
          hits,
          outOf: members.length,
          score: 0,
        };
    }
  }
  return null;
}

/** Brightness or bytes a pixel: the best single threshold of one class against the rest. */
function byThreshold(context: ImageContext, labels: TaskLabels): Facts | null {
  const { set, photoOf } = context;
  const measures: Record<'brightness' | 'bytes', (photo: number) => number> = {
    brightness: (photo) => brightnessOf(set, photo),
    bytes: (photo) => set.bytes[photo]! / (set.surveys[photo]!.width * set.surveys[photo]!.height),
  };
  const rows = labelledRows(photoOf, labels);
  for (const [property, measure] of Object.entries(measures)) {
    const ordered = rows
      .map((row) => ({ value: measure(photoOf[row]!), code: labels.codes[row]! }))
      .sort((a, b) => a.value - b.value);
    for (const [code, level] of labels.classes.entries()) {
      const { score, value } = bestThreshold(ordered, code, labels.counts[code]!);
      if (score < bestScore) continue;
      const digits = Number(value.toPrecision(3));
      return {
        task: labels.task.id,
        property: property as Property,
        value: String(digits),
        class: level,
        hits: 0,
        outOf: rows.length,
        score,
      };
    }
  }
  return null;
}

/** Balanced accuracy of "this class above (or below) a value", at its best. */
function bestThreshold(ordered: readonly { value: number; code: number }[], code: number, count: number) {
  const others = ordered.length - count;
  const best = { score: 0, value: 0 };
  if (count < least || others < least) return best;
  let below = 0;
  for (let i = 0; i + 1 < ordered.length; i++) {
    if (ordered[i]!.code === code) below++;
    if (ordered[i]!.value === ordered[i + 1]!.value) continue;
    const accuracy = (below / count + 1 - (i + 1 - below) / others) / 2;
    const score = Math.max(accuracy, 1 - accuracy);
    if (score > best.score) Object.assign(best, { score, value: (ordered[i]!.value + ordered[i + 1]!.value) / 2 });
  }
  return best;
}

function labelledRows(photoOf: Int32Array, { codes }: TaskLabels): number[] {
  return [...photoOf.keys()].filter((row) => photoOf[row]! >= 0 && codes[row]! >= 0);
}

function countClasses(rows: readonly number[], { codes, classes }: TaskLabels): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const row of rows) counts[codes[row]!]!++;
  return counts;
}
