// A project file: JSON, checked against the schema. What does not fit is refused with its place in the
// file; so is a key that the program does not know, because a misspelt setting must not be passed over.

import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { Refusal } from '../../contract/errors.ts';
import type { Words } from '../../contract/language.ts';
import { ProjectDocument } from '../../contract/project.ts';
import { checkKeys } from './check-keys.ts';

/** The document with its data files as absolute paths. @throws Refusal `file.missing`, `project.not-json`, `project.invalid` */
export function readProjectFile(path: string): ProjectDocument {
  const document = parseProject(readText(path), basename(path));
  const absolute = (file: string): string => resolve(dirname(path), file);
  const data = document.data.map((source) => ({
    ...source,
    files: source.files.map(absolute),
    names: (source.images ?? source.files).map((file) => basename(file)),
    ...(source.images ? { images: source.images.map(absolute) } : {}),
    ...(source.manifest === undefined ? {} : { manifest: absolute(source.manifest) }),
    ...(source.backbone === undefined ? {} : { backbone: absolute(source.backbone) }),
    ...(source.signals ? { signals: source.signals.map(absolute) } : {}),
    ...(source.join ? { join: source.join.map((joined) => ({ ...joined, files: joined.files.map(absolute) })) } : {}),
  }));
  return { ...document, name: document.name || basename(path).replace(/\.json$/i, ''), data };
}

/** @param file the name that refusals speak of */
export function parseProject(text: string, file: string): ProjectDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal('project.not-json', { file, detail: error instanceof Error ? error.message : '' });
  }
  const splitsKey = isShortSplit(value) ? 'split' : 'splits';
  value = withShortForms(value);
  const parsed = v.safeParse(ProjectDocument, value);
  if (!parsed.success) throw invalid(file, parsed.issues[0], splitsKey);
  const unknown = unknownKey(value, parsed.output, '');
  if (unknown !== null) {
    const problem = {
      ja: 'この項目名は使えません。つづりを確認してください。',
      en: 'this key is not known; check its spelling.',
    };
    throw new Refusal('project.invalid', { file, path: unknown.replace(/^splits\b/, splitsKey), problem });
  }
  checkKeys(parsed.output, file, splitsKey);
  return parsed.output;
}

/**
 * A project file may write several target columns of a forecast as `target`, and the splits of several data sets as
 * `split`; the document has a place of its own for both.
 */
function withShortForms(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { split, tasks } = value;
  return {
    ...value,
    ...(isShortSplit(value) ? { split: undefined, splits: split } : {}),
    ...(Array.isArray(tasks) ? { tasks: tasks.map(withOneTarget) } : {}),
  };
}

/** The splits of single data sets stand under `split`; both keys at once would be two meanings, and `splits` is refused. */
function isShortSplit(value: unknown): boolean {
  return isRecord(value) && isRecord(value['split']) && !('kind' in value['split']) && !('splits' in value);
}

function withOneTarget(task: unknown): unknown {
  if (!isRecord(task) || !Array.isArray(task['target'])) return task;
  return { ...task, target: task['target'][0] as unknown, targets: task['target'] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new Refusal('file.missing', { name: path });
  }
}

type Issue = v.BaseIssue<unknown>;

function invalid(file: string, issue: Issue, splitsKey: string): Refusal {
  const path = placeOf(issue).replace(/^splits\b/, splitsKey);
  return new Refusal('project.invalid', { file, path, problem: problemOf(issue) });
}

/** `tasks[0].kind`, as one would write it in JavaScript. */
function placeOf({ path }: Issue): string {
  const keys = (path ?? []).map((item) => item.key as string | number);
  return joinPath(keys) || '(top)';
}

function joinPath(keys: readonly (string | number)[]): string {
  return keys.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}

function problemOf(issue: Issue): Words {
  const found = shorten(issue.input);
  if (issue.input === undefined) return { ja: 'この項目が必要です。', en: 'this is missing.' };
  const expected = issue.expected;
  switch (issue.type) {
    case 'min_value':
    case 'max_value':
    case 'min_length':
    case 'max_length': {
      const bound = String(expected ?? '');
      return { ja: `${found} は範囲外です（必要: ${bound}）。`, en: `${found} is out of range (needs ${bound}).` };
    }
    case 'multiple_of': {
      const unit = String(issue.expected).replace('%', '');
      return { ja: `${unit} の倍数で指定してください（${found}）。`, en: `must be a multiple of ${unit} (${found}).` };
    }
    case 'union':
      if (typeof issue.input === 'number' && issue.expected === 'number')
        return {
          ja: `${found} は使えません。割合（0.01〜0.9）か、1 以上の行数で指定してください。`,
          en: `${found} cannot be used; give a share (0.01 to 0.9) or a whole number of rows.`,
        };
      return {
        ja: `${found} は使えません。使える値: ${issue.expected}`,
        en: `${found} cannot be used; expected ${issue.expected}.`,
      };
    case 'integer':
      return { ja: `整数で指定してください（${found}）。`, en: `must be a whole number (${found}).` };
    default:
      return expected === null || expected === undefined
        ? { ja: `${found} は使えません。`, en: `${found} cannot be used.` }
        : { ja: `${found} は使えません。使える値: ${expected}`, en: `${found} cannot be used; expected ${expected}.` };
  }
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The path of the first key of `given` that checking dropped, because no schema knows it. */
function unknownKey(given: unknown, kept: unknown, path: string): string | null {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return null;
  for (const [key, inner] of Object.entries(given)) {
    const place = Array.isArray(given) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (!(key in kept)) {
      if (inner === undefined) continue; // moved to its long form
      return place;
    }
    const deeper = unknownKey(inner, (kept as Record<string, unknown>)[key], place);
    if (deeper !== null) return deeper;
  }
  return null;
}
