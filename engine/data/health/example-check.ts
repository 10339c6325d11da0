// Runs the health check on a small table in tests: document and profile made from the columns.

import { parse } from 'valibot';
import type { Finding, HealthReport } from '../../contract/health.ts';
import { ProjectDocument } from '../../contract/project.ts';
import type { Check } from '../../contract/checks.ts';
import { createRng, type Rng } from '../../base/rng.ts';
import { profileTable } from '../profile.ts';
import type { Column } from '../table.ts';
import { table } from './example-tables.ts';
import { checkHealth } from './index.ts';

export function documentWith(changes: Record<string, unknown> = {}): ProjectDocument {
  return parse(ProjectDocument, { data: [{ files: ['example.csv'] }], tasks: [], ...changes });
}

export async function check(columns: readonly Column[], changes: Record<string, unknown> = {}): Promise<HealthReport> {
  const example = table(columns);
  return checkHealth(example, await profileTable(example), documentWith(changes));
}

/** The findings of one check that are no pass. */
export function of(report: HealthReport, name: Check): Finding[] {
  return report.findings.filter((finding) => finding.check === name && finding.severity !== 'pass');
}

export const binary = (target: string, positive = 'NG') => ({ id: target, target, kind: 'binary', positive });
export const regression = (target: string) => ({ id: target, target, kind: 'regression' });

/** `count` standard normal values; a generator may be given to draw from. */
export function noise(count: number, rng: Rng = createRng(1)): number[] {
  return Array.from({ length: count }, () => rng.normal());
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
