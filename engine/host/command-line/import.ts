// `taskloom import`: reads files, or folders and zips of photos, and says what was found, without keeping anything.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { say } from '../../contract/errors.ts';
import type { Failure } from '../../contract/errors.ts';
import type { HealthReport } from '../../contract/health.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import type { Guess, ImportPreview } from '../../contract/import.ts';
import type { Language } from '../../contract/language.ts';
import { sayFinding } from '../../contract/text/findings.ts';
import { sayImageProblem } from '../../contract/text/image-problems.ts';
import { sayEvidence } from '../../contract/text/import-evidence.ts';
import { previewFiles } from '../../data/preview.ts';
import type { LoadedData } from '../../jobs/jobs.ts';
import { openEngine } from '../engine.ts';
import { printPdf } from '../pdf-browser.ts';
import type { Arguments } from './arguments.ts';
import type { Output } from './output.ts';
import { emptyDocument } from '../../handlers/empty-document.ts';
import { alignTable } from './table.ts';

/** Pictures that could not be read, named one by one; `--json` has them all. */
const mostProblems = 20;

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
    const photos = paths.every(holdsPhotos);
    if (!photos) for (const path of paths) engine.store.tokens.check(path);
    const preview = photos ? null : await previewFiles(paths);
    for (const problem of preview?.problems ?? [])
      if (!output.json) output.note(say(problem as Failure, output.language).message);
    const source = photos ? { files: [], images: paths } : { files: paths };
    const document: ProjectDocument = emptyDocument('import', { id: 'main', ...source });
    const progress = (phase: string, share: number, rows: number): void => {
      if (output.json) output.record({ event: 'progress', phase, share, rows });
      else output.watch(`${Math.round(share * 100)} %`);
    };
    const loaded = await engine.jobs.load(document, { progress });
    const health = await engine.jobs.health(document);
    if (output.json) {
      output.record({
        event: 'result',
        ...(preview ? { format: preview.format, fileKind: preview.fileKind, guesses: preview.guesses } : {}),
        ...(photos ? { photos: loaded.sources[0]!.images!.report } : {}),
        columns: loaded.profile,
        report: loaded.report,
        health,
      });
    } else {
      for (const problem of loaded.sources[0]!.images?.report.problems.slice(0, mostProblems) ?? [])
        output.note(`${problem.path}: ${sayImageProblem(problem, output.language)}`);
      print(loaded, preview, health, output);
    }
    return 0;
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder or a zip of photos; tables are named one by one. */
function holdsPhotos(path: string): boolean {
  return /\.zip$/i.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function print(
  { table, profile }: LoadedData,
  preview: ImportPreview | null,
  health: HealthReport,
  { print: write, words, language }: Output,
): void {
  const { name, kind, unit, missing, distinct } = words.importColumns;
  const rows = profile.map((column) => [
    column.name,
    words.kinds[column.kind],
    column.unit ?? '',
    String(column.missing),
    String(column.distinct),
  ]);
  write(words.rowsAndColumns(table.rowCount, profile.length));
  if (preview) for (const line of howItWasRead(preview, language)) write(line);
  write(alignTable([[name, kind, unit, missing, distinct], ...rows], 3));
  write(words.findings(health.counts.fail, health.counts.warn, health.counts.pass));
  for (const finding of health.findings) {
    if (finding.severity === 'pass') continue;
    const { title, reason } = sayFinding(finding, language);
    write(`  ${finding.severity.toUpperCase()}  ${words.finding(title, reason)}`);
  }
}

/** What was guessed of the file, each with its evidence; `--json` has the rest. */
function howItWasRead({ guesses, format }: ImportPreview, language: Language): string[] {
  const { encoding, delimiter, decimal, headerLine, sheet } = guesses;
  const told: readonly (Guess<unknown> | null)[] =
    format === 'text' ? [encoding, delimiter, decimal, headerLine] : [sheet, headerLine];
  return told.flatMap((guess) => (guess?.evidence ?? []).map((evidence) => `  ${sayEvidence(evidence, language)}`));
}
