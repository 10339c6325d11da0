// `taskloom judge`: new data judged with what was trained into a data folder, written as CSV.

import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../base/files.ts';
import { Refusal } from '../../contract/errors.ts';
import type { RefusalCode } from '../../contract/errors.ts';
import type { Judging } from '../../contract/judging.ts';
import { judgeOf, taskNamesOf } from '../../handlers/judging.ts';
import { writeJudgedCsv } from '../../handlers/judging-csv.ts';
import { judgingRun } from '../../handlers/judging-runs.ts';
import { nameOf } from '../../handlers/report-sources.ts';
import { throttled } from '../../handlers/throttle.ts';
import type { JudgingRequest } from '../../jobs/judging/judging.ts';
import { openEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { printPdf } from '../pdf-browser.ts';
import { saveFailure } from '../save-file.ts';
import type { Arguments } from './arguments.ts';
import { printJudged } from './judged-summary.ts';
import type { Output } from './output.ts';

type JudgeArguments = Extract<Arguments, { verb: 'judge' }>;

/** @returns the exit status */
export async function judgeCommand(args: JudgeArguments, output: Output, version: string): Promise<number> {
  const { folder } = args;
  const { json } = output;
  // Opening a store makes one; a mistyped folder must not become a store.
  if (!existsSync(join(folder, 'taskloom.db'))) throw new Refusal('command-line.out-missing', { folder });
  const engine = openEngine({
    dataFolder: folder,
    app: { version, host: 'command-line', recovered: false },
    printPdf,
    quiet: true,
  });
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const judge = judgeOf(engine.context);
  try {
    const projects = engine.store.projects.list();
    const trained = projects.find(({ id }) => engine.store.jobs.listRuns(id).some((run) => run.result !== null));
    if (!trained) throw new Refusal('command-line.out-missing', { folder });
    const runId = judgingRun(engine.context, trained.id, args.run);
    const { document } = engine.store.jobs.readRun(runId);
    const request: JudgingRequest = {
      runId,
      data: filesBySource(
        engine,
        args.data,
        document.data.map(({ id }) => id),
      ),
    };
    const out = checkedOut(args.out, request);
    const told = throttled((phase: 'reading' | 'judging' | 'writing', share: number, rows: number): void => {
      if (json) output.record({ event: 'progress', phase, share, rows });
      else output.watch(output.words.judging(phase, Math.round(share * 100)));
    });
    const result = await judge.start(request, { signal: stop.signal, progress: told });
    const paths: string[] = [];
    for (const { source } of result.sources) {
      const path = result.sources.length === 1 ? out : out.replace(/(\.[^.\\/]*)?$/, `-${source}$1`);
      await writeJudgedCsv(judge.table(result.judgingId, source), path, {
        nameOf: taskNamesOf(engine.context, runId),
        language: output.language,
        signal: stop.signal,
        progress: (share, rows) => told('writing', share, rows),
      }).catch((error: unknown) => {
        const failure = saveFailure(error, basename(path));
        if (failure.code !== 'file.held') throw error;
        throw new Refusal('file.held' satisfies RefusalCode, { name: basename(path) });
      });
      paths.push(path);
    }
    const runs = engine.store.jobs.listRuns(trained.id);
    const name = nameOf(
      runs.find(({ id }) => id === runId)!,
      runs,
    )[output.language];
    if (json) output.record({ event: 'result', run: { id: runId, name }, files: paths, ...withoutPoints(result) });
    else
      printJudged(
        result,
        { run: name, tasks: document.tasks, called: taskNamesOf(engine.context, runId), request },
        output,
      );
    if (!json) for (const path of paths) output.note(output.words.wrote(path));
    return 0;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    judge.close();
    await engine.close();
  }
}

/** `ID=FILE` for one of these data sets; a path may hold an equals sign of its own. */
function filesBySource({ store }: Engine, data: readonly string[], ids: readonly string[]): JudgingRequest['data'] {
  const given = data.map((text) => {
    const at = text.indexOf('=');
    const id = at > 0 && ids.includes(text.slice(0, at)) ? text.slice(0, at) : null;
    const path = resolve(id === null ? text : text.slice(at + 1));
    const name = basename(path);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) store.tokens.check(path);
    return { id, file: { path, name } };
  });
  return [...Map.groupBy(given, ({ id }) => id)].map(([source, files]) => ({
    source,
    files: files.map(({ file }) => file),
  }));
}

/** @throws Refusal `command-line.usage` for a folder, `judging.own-input` for one of the files that are judged */
function checkedOut(out: string, { data }: JudgingRequest): string {
  const path = resolve(out);
  if (existsSync(path)) {
    if (statSync(path).isDirectory())
      throw new Refusal('command-line.usage', {
        problem: { ja: `--out の ${out} はフォルダーです。`, en: `--out ${out} is a folder.` },
      });
    const same = data.flatMap(({ files }) => files).some((file) => realpathSync(file.path) === realpathSync(path));
    if (same) throw new Refusal('judging.own-input', { file: out });
  }
  makeFolder(dirname(path));
  return path;
}

/** Without what only charts need. */
function withoutPoints({ judgingId: _kept, sources, ...result }: Judging) {
  return {
    ...result,
    sources: sources.map((source) => ({
      ...source,
      tasks: source.tasks.map((task) => {
        if (task.result === null) return task;
        const { points: _points, ...figures } = task.result;
        return { ...task, result: figures };
      }),
    })),
  };
}
