// `npm run demo [-- FOLDER]`: the whole main job without a window, on the shipped Energy sample:
// import, tasks, training of the recommended recipes, comparison, report in both languages. Everything
// is done by the command line, as a user would.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Events } from '../engine/contract/events.ts';
import type { ProjectDocument } from '../engine/contract/project.ts';
import { buildStale } from './build.ts';
import { fromRoot } from './paths.ts';
import { runNode } from './script.ts';

const sample = fromRoot('assets', 'samples', 'energy-efficiency');
const secondsPerRecipe = 30;
const linesEvery = 3000;

export async function main([chosen]: string[]): Promise<number> {
  const started = performance.now();
  await buildStale(['engine'], (line) => say(line));
  const folder = chosen === undefined ? mkdtempSync(join(tmpdir(), 'taskloom-demo-')) : resolve(chosen);
  mkdirSync(folder, { recursive: true });
  const project = writeProject(folder);
  const out = join(folder, 'results');

  title('1. The data');
  if ((await commandLine('import', join(sample, 'ENB2012.csv'))) !== 0) return 1;
  title('2. The tasks');
  for (const task of project.document.tasks)
    say(`${task.id}: ${task.kind} of column ${task.target}${'unit' in task ? `, ${task.unit}` : ''}`);
  title('3. Training');
  if ((await train(project, out)) !== 0) return 1;
  title('4. The comparison');
  // Nothing is left to train: the same command only compares.
  if ((await commandLine('run', project.path, '--out', out)) !== 0) return 1;
  title('5. The report');
  const reports: string[] = [];
  for (const language of ['ja', 'en']) {
    const pdf = join(folder, `report-${language}.pdf`);
    if ((await commandLine('report', out, '--pdf', pdf, '--lang', language)) !== 0) return 1;
    reports.push(`${pdf} (${Math.round(statSync(pdf).size / 1024)} KB)`);
  }
  title(`Done in ${Math.round((performance.now() - started) / 1000)} s. The reports`);
  for (const report of reports) say(report);
  return 0;
}

interface Project {
  readonly path: string;
  readonly document: ProjectDocument;
}

/** The sample's project file with a time limit for each recipe and the way to its data. */
function writeProject(folder: string): Project {
  const document = JSON.parse(readFileSync(join(sample, 'project.json'), 'utf8')) as ProjectDocument;
  const here = {
    ...document,
    data: document.data.map((source) => ({ ...source, files: source.files.map((file) => join(sample, file)) })),
    budget: { ...document.budget, seconds: secondsPerRecipe },
  };
  const path = join(folder, 'project.json');
  writeFileSync(path, `${JSON.stringify(here, null, 2)}\n`);
  return { path, document: here };
}

/** Trains with the command line's JSON lines, shown as lines for people. */
async function train(project: Project, out: string): Promise<number> {
  const child = spawn(process.execPath, [cli(), 'run', project.path, '--out', out, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((settle) => child.once('close', (code) => settle(code ?? 1)));
  const order: string[] = [];
  let lastLine = -linesEvery;
  for await (const line of createInterface({ input: child.stdout })) {
    const record = JSON.parse(line) as { event: string } & Events['run.progress'];
    if (record.event !== 'progress' || record.phase !== 'training') continue;
    if (!order.includes(record.runId)) order.push(record.runId);
    if (performance.now() - lastLine < linesEvery) continue;
    lastLine = performance.now();
    const left = record.secondsLeft === null ? '' : `, about ${Math.ceil(record.secondsLeft)} s left`;
    say(
      `run ${order.indexOf(record.runId) + 1}: epoch ${record.epoch} of up to ${record.epochs} (${record.device ?? ''})${left}`,
    );
  }
  return ended;
}

function commandLine(...args: string[]): Promise<number> {
  return runNode([cli(), ...args]);
}

function cli(): string {
  const path = fromRoot('dist', 'engine', 'cli.mjs');
  if (!existsSync(path)) throw new Error('the engine was not built');
  return path;
}

function title(text: string): void {
  say(`\n== ${text}`);
}

/** Standard output, in order with what the command line prints there. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
