// Findings of the health check that a person looked at and accepted as they are, each for its own data set.

import * as v from 'valibot';
import type { Finding } from './health.ts';
import type { ProjectDocument } from './project.ts';
import { Identifier } from './tasks.ts';

/** Projects of earlier releases have the finding's key alone: it was accepted in whatever data set has it. */
export const Accepted = v.union([v.string(), v.object({ data: Identifier, finding: v.string() })]);
export type Accepted = v.InferOutput<typeof Accepted>;

export function isAccepted(accepted: readonly Accepted[], { key, data }: Pick<Finding, 'key' | 'data'>): boolean {
  return accepted.some((one) => (typeof one === 'string' ? one === key : one.finding === key && one.data === data));
}

/** The document with one finding of a data set accepted, or open again; the same one elsewhere stays as it is. */
export function withAccepted(document: ProjectDocument, data: string, key: string, is: boolean): ProjectDocument {
  const others = keptOf(document, (id, finding) => id !== data || finding !== key);
  return { ...document, accepted: is ? [...others, { data, finding: key }] : others };
}

/** Nothing of this data set is accepted: it is another one now, or gone. */
export function withoutAccepted(document: ProjectDocument, data: string): ProjectDocument {
  return { ...document, accepted: keptOf(document, (id) => id !== data) };
}

/** A key alone becomes one for each data set that keeps it, where not all of them do. */
function keptOf({ accepted, data }: ProjectDocument, keeps: (data: string, finding: string) => boolean): Accepted[] {
  return accepted.flatMap((one): Accepted[] => {
    if (typeof one !== 'string') return keeps(one.data, one.finding) ? [one] : [];
    const left = data.filter(({ id }) => keeps(id, one));
    return left.length === data.length ? [one] : left.map(({ id }) => ({ data: id, finding: one }));
  });
}
