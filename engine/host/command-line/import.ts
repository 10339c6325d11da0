// `taskloom import`: reads files and says what was found, without keeping anything.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { say } from '../../contract/errors.ts';
import type { Failure } from '../../contract/errors.ts';
import type { HealthReport } from '../../contract/health.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import { previewFiles } from '../../data/preview.ts';
import type { LoadedData } from '../../jobs/jobs.ts';
import { openEngine } from '../engine.ts';
import { printPdf } from '../pdf-browser.ts';
import type { Arguments } from './arguments.ts';
import type { Output } from './output.ts';
import { emptyDocument } from '../../handlers/empty-document.ts';
import { alignTable } from './table.ts';

export async function importFilesCommand(
  { files }: Extract<Arguments, { verb: 'import' }>,
  output: Output,
  version: string,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-import-'));
  const engine = openEngine({
    dataFolder: folder,
    app: { version, host: 'command-line', recovered: false },
    printPdf,
    quiet: true,
  });
  try {
    const paths = files.map((file) => resolve(file));
    for (const path of paths) engine.store.tokens.check(path);
    const preview = await previewFiles(paths);
    for (const problem of preview.problems)
      if (!output.json) output.note(say(problem as Failure, output.language).message);
    const document: ProjectDocument = emptyDocument('import', { id: 'main', files: paths });
    const progress = (phase: string, share: number, rows: number): void => {
      if (output.json) output.record({ event: 'progress', phase, share, rows });
      else output.watch(`${Math.round(share * 100)} %`);
    };
    const loaded = await engine.jobs.load(document, { progress });
    const health = await engine.jobs.health(document);
    if (output.json) {
      const { guesses, fileKind, format } = preview;
      output.record({
        event: 'result',
        format,
        fileKind,
        guesses,
        columns: loaded.profile,
        report: loaded.report,
        health,
      });
    } else print(loaded, health, output);
    return 0;
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ table, profile }: LoadedData, health: HealthReport, { print: write, words }: Output): void {
  const { name, kind, unit, missing, distinct } = words.importColumns;
  const rows = profile.map((column) => [
    column.name,
    words.kinds[column.kind],
    column.unit ?? '',
    String(column.missing),
    String(column.distinct),
  ]);
  write(words.rowsAndColumns(table.rowCount, profile.length));
  write(alignTable([[name, kind, unit, missing, distinct], ...rows], 3));
  write(words.findings(health.counts.fail, health.counts.warn, health.counts.pass));
}
