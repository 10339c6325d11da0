import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Evidence, ImportPreview } from '../contract/import.ts';
import { loggerFiles } from '../fixtures/logger-files.ts';
import { fixture } from '../fixtures/read.ts';
import { valueFiles } from '../fixtures/value-files.ts';
import { Refusal } from '../contract/errors.ts';
import { previewFiles } from './preview.ts';
import { importEvidence, sayEvidence } from '../contract/text/import-evidence.ts';

function evidenceOf(preview: ImportPreview): Evidence[] {
  const columns = preview.columns.flatMap((column) => [
    ...column.kind.evidence,
    ...(column.dateFormat?.evidence ?? []),
  ]);
  return [...Object.values(preview.guesses).flatMap((guess) => guess?.evidence ?? []), ...columns];
}

test.each(Object.keys({ ...loggerFiles, ...valueFiles }))(
  'every guess about %s is explained in both languages',
  async (name) => {
    try {
      const evidence = evidenceOf(await previewFiles([fixture(name)]));
      expect(evidence.length).toBeGreaterThan(8);
      for (const one of evidence) {
        for (const language of ['ja', 'en'] as const)
          expect(sayEvidence(one, language)).not.toMatch(/undefined|^[a-z-]+\.[a-z-]+$/);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(['import.empty', 'import.not-text', 'workbook.old-format']).toContain(error.code);
    }
  },
);

test('the catalogue has exactly the codes that the readers give', () => {
  const root = new URL('./', import.meta.url).pathname;
  const readers = globSync(['*.ts', 'sniff/*.ts', 'xlsx/*.ts'], { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const source = readers.map((file) => readFileSync(root + file, 'utf8')).join('\n');
  for (const code of Object.keys(importEvidence)) {
    const [area, rest] = code.split('.');
    const made = source.includes(`'${code}'`) || source.includes(`\`${area}.\${`);
    expect(made, `${code} (${rest}) is given nowhere`).toBe(true);
  }
});
