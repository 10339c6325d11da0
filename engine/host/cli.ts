// The command line: `taskloom run | report | judge | import | affinity | recipes | devices`. Results go to standard output;
// a failure is one line on standard error, in the user's language, and an exit status other than 0.

import '../base/without-maglev.ts';
import { log, logTo } from '../base/log.ts';
import { say, toFailure } from '../contract/errors.ts';
import { describeRecipes } from '../recipes/recipe.ts';
import { listDevices } from '../runtime/index.ts';
import { affinity } from './command-line/affinity.ts';
import { languageOf, parseArguments } from './command-line/arguments.ts';
import type { Arguments } from './command-line/arguments.ts';
import { importFilesCommand } from './command-line/import.ts';
import { judgeCommand } from './command-line/judge.ts';
import { createOutput } from './command-line/output.ts';
import type { Output } from './command-line/output.ts';
import { report } from './command-line/report.ts';
import { run } from './command-line/run.ts';
import { alignTable } from './command-line/table.ts';
import { commandLineWords } from './command-line/words.ts';
import { versionOfProgram } from './version.ts';

/** @returns the exit status */
export async function commandLine(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const language = languageOf(args, environment);
  logTo(null, { quiet: true });
  try {
    const parsed = parseArguments(args);
    if (parsed.verb === 'help') {
      process.stdout.write(commandLineWords[language].help);
      return 0;
    }
    return await carryOut(parsed, createOutput(language, 'json' in parsed && parsed.json));
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'bug') log('the command failed', error);
    const { message, hint } = say(failure, language);
    process.stderr.write(`${`${message} ${hint}`.replace(/\s*\n\s*/g, ' ')}\n`);
    return failure.code === 'command-line.usage' ? 2 : 1;
  }
}

function carryOut(parsed: Exclude<Arguments, { verb: 'help' }>, output: Output): Promise<number> {
  switch (parsed.verb) {
    case 'run':
      return run(parsed, output, versionOfProgram());
    case 'report':
      return report(parsed, output, versionOfProgram());
    case 'judge':
      return judgeCommand(parsed, output, versionOfProgram());
    case 'import':
      return importFilesCommand(parsed, output, versionOfProgram());
    case 'affinity':
      return affinity(parsed, output, versionOfProgram());
    case 'recipes':
      return recipes(output);
    case 'devices':
      return devices(output);
  }
}

async function recipes({ json, record, print, language }: Output): Promise<number> {
  for (const { axis, abouts } of describeRecipes()) {
    if (json) record({ axis, choices: abouts });
    else
      print(
        `${axis}\n${alignTable(
          abouts.map((about) => [`  ${about.id}`, about.name[language], about.purpose[language]]),
          3,
        )}\n`,
      );
  }
  return 0;
}

async function devices({ json, record, print, words }: Output): Promise<number> {
  const found = await listDevices();
  if (json) for (const device of found) record(device);
  else
    print(
      alignTable(
        found.map(({ device, available, reason }) => [device, words.available(available), reason.slice(0, 100)]),
        3,
      ),
    );
  return 0;
}

if (import.meta.main) process.exitCode = await commandLine(process.argv.slice(2), process.env);
