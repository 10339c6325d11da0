// Why nothing can be learned of a column, seen before it becomes a task: it has one value, or none at all.

import { Refusal } from '../contract/errors.ts';
import type { ColumnProfile } from '../contract/health.ts';

/** @throws Refusal `project.no-values`, `project.one-value` */
export function refuseUnpredictable(profile: ColumnProfile | undefined): void {
  if (profile === undefined || profile.kind === 'image') return;
  const { name: column, count: rows } = profile;
  if (rows === 0) throw new Refusal('project.no-values', { column });
  const value = onlyValue(profile);
  if (value !== null) throw new Refusal('project.one-value', { column, value, rows });
}

function onlyValue(profile: ColumnProfile): string | null {
  if (profile.distinct !== 1) return null;
  if (profile.kind === 'category') return profile.levels[0]?.level ?? null;
  if (profile.kind === 'text') return profile.examples[0] ?? null;
  return profile.kind === 'number' ? String(profile.numbers?.minimum) : null;
}
