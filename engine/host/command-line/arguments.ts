// The command line's arguments, checked. Wrong ones are refused in words.

import { parseArgs } from 'node:util';
import { Refusal } from '../../contract/errors.ts';
import { languages } from '../../contract/language.ts';
import type { Language } from '../../contract/language.ts';

export const verbs = ['run', 'report', 'judge', 'import', 'affinity', 'recipes', 'devices'] as const;
export type Verb = (typeof verbs)[number];

export const deviceChoices = ['auto', 'cpu', 'webgpu', 'directml', 'cuda', 'tensorflow'] as const;
export type DeviceChoice = (typeof deviceChoices)[number];

export type Arguments =
  | { readonly verb: 'help' }
  | {
      readonly verb: 'run';
      readonly project: string;
      readonly out: string;
      readonly device: DeviceChoice;
      /** Every recipe on small, medium and large models, with separate models of each size. */
      readonly sizes: boolean;
      readonly json: boolean;
    }
  | { readonly verb: 'report'; readonly folder: string; readonly pdf: string; readonly lang: Language | null }
  | {
      readonly verb: 'judge';
      readonly folder: string;
      /** Files, folders, or `ID=FILE`. */
      readonly data: readonly string[];
      readonly out: string;
      /** Id or name of the run; null = the one that the comparison names. */
      readonly run: string | null;
      readonly json: boolean;
    }
  | { readonly verb: 'import'; readonly files: readonly string[]; readonly json: boolean }
  | { readonly verb: 'affinity'; readonly project: string; readonly json: boolean }
  | { readonly verb: 'recipes' | 'devices'; readonly json: boolean };

const options = {
  out: { type: 'string' },
  device: { type: 'string' },
  pdf: { type: 'string' },
  lang: { type: 'string' },
  data: { type: 'string', multiple: true },
  run: { type: 'string' },
  sizes: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const allowed: Readonly<Record<Verb, readonly (keyof typeof options)[]>> = {
  run: ['out', 'device', 'sizes', 'json', 'lang'],
  report: ['pdf', 'lang'],
  judge: ['data', 'out', 'run', 'json', 'lang'],
  import: ['json', 'lang'],
  affinity: ['json', 'lang'],
  recipes: ['json', 'lang'],
  devices: ['json', 'lang'],
};

/** @throws Refusal `command-line.usage` */
export function parseArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  const [verb, ...rest] = positionals;
  if (values.help || verb === undefined || verb === 'help') return { verb: 'help' };
  if (!isOneOf(verbs, verb)) throw usage(`「${verb}」という命令はありません。`, `there is no command "${verb}".`);
  for (const name of Object.keys(values) as (keyof typeof options)[]) {
    if (!allowed[verb].includes(name))
      throw usage(`${verb} では --${name} を使えません。`, `--${name} does not belong to ${verb}.`);
  }
  if (values.lang !== undefined && !isOneOf(languages, values.lang))
    throw usage('--lang は ja か en です。', '--lang is ja or en.');
  const json = values.json ?? false;
  switch (verb) {
    case 'run': {
      const device = values.device ?? 'auto';
      if (!isOneOf(deviceChoices, device))
        throw usage(
          `--device は ${deviceChoices.join(' / ')} です。`,
          `--device is one of ${deviceChoices.join(', ')}.`,
        );
      if (values.out === undefined) throw usage('--out フォルダー がありません。', '--out DIR is missing.');
      return {
        verb,
        project: single(rest, 'プロジェクトファイル', 'project file'),
        out: values.out,
        device,
        sizes: values.sizes ?? false,
        json,
      };
    }
    case 'report':
      if (values.pdf === undefined) throw usage('--pdf ファイル がありません。', '--pdf FILE is missing.');
      return { verb, folder: single(rest, 'フォルダー', 'folder'), pdf: values.pdf, lang: values.lang ?? null };
    case 'judge':
      if (values.data === undefined) throw usage('--data ファイル がありません。', '--data FILE is missing.');
      if (values.out === undefined) throw usage('--out ファイル がありません。', '--out FILE is missing.');
      return {
        verb,
        folder: single(rest, 'フォルダー', 'folder'),
        data: values.data,
        out: values.out,
        run: values.run ?? null,
        json,
      };
    case 'import':
      if (rest.length === 0) throw usage('ファイルの指定がありません。', 'a file is missing.');
      return { verb, files: rest, json };
    case 'affinity':
      return { verb, project: single(rest, 'プロジェクトファイル', 'project file'), json };
    case 'recipes':
    case 'devices':
      if (rest.length > 0) throw usage(`「${rest[0]}」は余分です。`, `"${rest[0]}" is too much.`);
      return { verb, json };
  }
}

/** The language of the messages: `--lang`, else the environment's. */
export function languageOf(args: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const flag = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const said = flag < 0 ? '' : (args[flag]!.split('=')[1] ?? args[flag + 1] ?? '');
  if (isOneOf(languages, said)) return said;
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.startsWith('ja') ? 'ja' : 'en';
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    throw usage(`オプション ${option} が正しくありません。`, `the option ${option} is not right.`);
  }
}

function single(rest: readonly string[], ja: string, en: string): string {
  if (rest.length !== 1) throw usage(`${ja}を 1 つ指定してください。`, `give one ${en}.`);
  return rest[0]!;
}

function isOneOf<T extends string>(choices: readonly T[], value: string): value is T {
  return (choices as readonly string[]).includes(value);
}

function usage(ja: string, en: string): Refusal {
  return new Refusal('command-line.usage', { problem: { ja, en } });
}
