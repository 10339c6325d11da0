// `taskloom report`: the report of what was trained into a data folder, as a PDF.

import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../base/files.ts';
import { Refusal } from '../../contract/errors.ts';
import { makeReport } from '../../handlers/report-sources.ts';
import { openEngine } from '../engine.ts';
import { printPdf } from '../pdf-browser.ts';
import type { Arguments } from './arguments.ts';
import type { Output } from './output.ts';

export async function report(
  { folder, pdf, lang }: Extract<Arguments, { verb: 'report' }>,
  output: Output,
  version: string,
): Promise<number> {
  // Opening a store makes one; a mistyped folder must not become a store.
  if (!existsSync(join(folder, 'taskloom.db'))) throw new Refusal('command-line.out-missing', { folder });
  const engine = openEngine({
    dataFolder: folder,
    app: { version, host: 'command-line', recovered: false },
    printPdf,
    quiet: true,
  });
  try {
    const projects = engine.store.projects.list();
    const trained = projects.find(({ id }) => engine.store.jobs.listRuns(id).some((run) => run.result !== null));
    if (!trained) throw new Refusal('command-line.out-missing', { folder });
    const signal = new AbortController().signal;
    const path = resolve(pdf);
    if (existsSync(path) && statSync(path).isDirectory())
      throw new Refusal('command-line.usage', {
        problem: { ja: `--pdf の ${pdf} はフォルダーです。`, en: `--pdf ${pdf} is a folder.` },
      });
    makeFolder(dirname(path));
    const { html } = await makeReport(engine.context, trained.id, lang ?? output.language, signal);
    await printPdf(html, path, { signal });
    output.note(output.words.wrote(pdf));
    return 0;
  } finally {
    await engine.close();
  }
}
