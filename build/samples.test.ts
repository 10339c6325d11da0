// Every shipped sample is complete: a project file in each language that the contract accepts, about
// data that lie beside it, with a licence.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { languages } from '../engine/contract/language.ts';
import { ProjectDocument } from '../engine/contract/project.ts';
import { fromRoot } from './paths.ts';

const samples = readdirSync(fromRoot('assets/samples'));

interface Sample {
  readonly id: string;
  readonly rows: number;
  readonly name: Readonly<Record<string, string>>;
  readonly purpose: Readonly<Record<string, string>>;
  readonly project: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(fromRoot('assets/samples', ...path), 'utf8'));

test.each(samples)('%s is ready to run in both languages', (id) => {
  const sample = readJson(id, 'sample.json') as Sample;
  expect(sample.id).toBe(id);
  expect(existsSync(fromRoot('assets/samples', id, 'LICENSE'))).toBe(true);
  for (const language of languages) {
    expect(sample.name[language]).toBeTruthy();
    expect(sample.purpose[language]).toBeTruthy();
    const document = v.parse(ProjectDocument, readJson(id, sample.project[language]!));
    // What photos are about stands in their list.
    const { files, images, manifest } = document.data[0]!;
    for (const zip of images ?? []) expect(existsSync(fromRoot('assets/samples', id, zip))).toBe(true);
    const file = manifest ?? files[0]!;
    const [header, ...rows] = readFileSync(fromRoot('assets/samples', id, file), 'utf8')
      .trimEnd()
      .split('\n');
    const columns = header!.trim().split(',');
    expect(rows).toHaveLength(sample.rows);
    expect(columns).toEqual(expect.arrayContaining(document.tasks.map((task) => task.target)));
    expect(columns).toEqual(
      expect.arrayContaining([...(document.inputs.exclude ?? []), ...Object.keys(sample.columns)]),
    );
  }
});

test('the two languages of a sample differ in names only', () => {
  for (const id of samples) {
    const { project } = readJson(id, 'sample.json') as Sample;
    const [first, second] = languages.map((language) => {
      const document = v.parse(ProjectDocument, readJson(id, project[language]!));
      return { ...document, name: '', tasks: document.tasks.map((task) => ({ ...task, id: '' })) };
    });
    expect(second).toEqual(first);
  }
});
