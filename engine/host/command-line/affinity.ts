// `taskloom affinity`: measures which tasks of a project file help each other, without keeping anything.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { milliseconds } from '../../base/clock.ts';
import type { AffinityCell, AffinityMap } from '../../contract/methods.ts';
import { affinityTexts as texts } from '../../contract/text/affinity.ts';
import { verdictTexts } from '../../contract/text/verdicts.ts';
import { openEngine } from '../engine.ts';
import { printPdf } from '../pdf-browser.ts';
import type { Arguments } from './arguments.ts';
import { checkDocument } from './check-document.ts';
import type { Output } from './output.ts';
import { readProjectFile } from './project-file.ts';
import { alignTable } from './table.ts';

/** Milliseconds between two lines of progress. */
const quiet = 200;

/** @returns the exit status */
export async function affinity(
  { project }: Extract<Arguments, { verb: 'affinity' }>,
  output: Output,
  version: string,
): Promise<number> {
  const document = readProjectFile(project);
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-affinity-'));
  const engine = openEngine({
    dataFolder: folder,
    app: { version, host: 'command-line', recovered: false },
    printPdf,
    quiet: true,
  });
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    for (const file of document.data.flatMap((source) => source.files)) engine.store.tokens.check(file);
    checkDocument(document, await engine.jobs.load(document), basename(project));
    const map = await engine.jobs.affinity(document, { signal: abort.signal, onProgress: watch(output) });
    if (output.json) output.record({ event: 'result', ...map });
    else output.print(affinityTable(map, output));
    return 0;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function watch({ json, record, watch: show, words }: Output): (share: number, secondsLeft: number) => void {
  let next = 0;
  return (share, secondsLeft) => {
    if (milliseconds() < next) return;
    next = milliseconds() + quiet;
    if (json) record({ event: 'progress', share, secondsLeft });
    else show(words.probe(Math.round(share * 100), words.seconds(Math.ceil(secondsLeft))));
  };
}

/** One row a source, one column a target, in words; then the groups. */
export function affinityTable(map: AffinityMap, { words, language }: Pick<Output, 'words' | 'language'>): string {
  const rows = map.tasks.map((source) => [
    source,
    ...map.tasks.map((target) => {
      const cell = map.cells.find((one) => one.source === source && one.target === target)!;
      return source === target ? '-' : cellText(cell, verdictTexts[cell.verdict].name[language]);
    }),
  ]);
  const groups = map.groups.map((group) => `  ${group.join(' + ')}`).join('\n');
  return [
    alignTable([[words.affinityCorner, ...map.tasks], ...rows]),
    `${texts.legend[language]}\n${texts.rule[language]}`,
    `${texts.groups[language]}\n${groups}`,
    texts.scope[language],
  ].join('\n');
}

function cellText({ relative: { value, low, high } }: AffinityCell, verdict: string): string {
  if (value === null || low === null || high === null) return verdict;
  const signed = (number: number): string => `${number < 0 ? '' : '+'}${number.toFixed(2)}`;
  return `${verdict} ${signed(value)} [${signed(low)}, ${signed(high)}]`;
}
