// Random tables with everything that files bring: no check breaks, every finding can be said and carried out.

import { parse } from 'valibot';
import { expect, test } from 'vitest';
import { createRng, type Rng } from '../../base/rng.ts';
import { applyFix } from '../../contract/fixes.ts';
import { HealthReport } from '../../contract/health.ts';
import { ProjectDocument } from '../../contract/project.ts';
import { sayFinding } from '../../contract/text/findings.ts';
import { profileTable } from '../profile.ts';
import type { Column } from '../table.ts';
import { documentWith } from './example-check.ts';
import { dates, numbers, table, words } from './example-tables.ts';
import { checkHealth } from './index.ts';

function anyColumn(name: string, rows: number, rng: Rng): Column {
  const missing = rng.next() < 0.5 ? 0 : rng.next();
  const cells = <T>(make: (row: number) => T, none: T): T[] =>
    Array.from({ length: rows }, (_, row) => (rng.next() < missing ? none : make(row)));
  const levels = 1 + rng.integer(rows);
  switch (rng.integer(8)) {
    case 0:
      return numbers(
        name,
        cells((row) => row, NaN),
      );
    case 1:
      return numbers(
        name,
        cells(() => Math.exp(5 * rng.normal()), NaN),
        '%',
      );
    case 2:
      return numbers(
        name,
        cells(() => rng.integer(2), NaN),
      );
    case 3:
      return words(
        name,
        cells(() => `L${rng.integer(levels)}`, ''),
      );
    case 4:
      return words(
        name,
        cells((row) => `word ${row}`, ''),
        'text',
      );
    case 5:
      return dates(
        name,
        cells(() => 1e12 + rng.integer(1e9), NaN),
      );
    case 6:
      return numbers(
        name,
        cells(() => 1e15 + rng.integer(3), NaN),
        '℃',
      );
    default:
      return numbers(
        name,
        cells(() => (rng.next() < 0.02 ? 9999 : rng.normal()), NaN),
        'K',
      );
  }
}

const kinds = ['binary', 'classification', 'regression'] as const;

test.each(Array.from({ length: 60 }, (_, seed) => seed))('any table can be checked (seed %i)', async (seed) => {
  const rng = createRng(seed);
  const rows = 1 + rng.integer(seed % 3 === 0 ? 12 : 400);
  const names = ['x', 'ロット', '日時', '判定', 'a', 'b', '手直し', '寸法'].slice(0, 2 + rng.integer(7));
  const example = table(names.map((name) => anyColumn(name, rows, rng)));
  const tasks = names
    .filter(() => rng.next() < 0.4)
    .map((target) => ({ id: target, target, kind: kinds[rng.integer(3)]! }));
  const document = documentWith({ tasks });
  const report = await checkHealth(example, await profileTable(example), document);
  expect(parse(HealthReport, report)).toEqual(report);
  for (const finding of report.findings) {
    for (const language of ['ja', 'en'] as const) {
      const { title, reason } = sayFinding(finding, language);
      expect(`${title} ${reason}`).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
    if (finding.fix) expect(() => parse(ProjectDocument, applyFix(document, finding.fix!))).not.toThrow();
  }
  expect(await checkHealth(example, await profileTable(example), document)).toEqual(report);
});
