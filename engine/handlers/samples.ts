// The shipped samples: `sample.json` describes one, `project*.json` is its project file.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { Handlers } from '../contract/commands.ts';
import { Refusal } from '../contract/errors.ts';
import type { Language } from '../contract/language.ts';
import { ProjectDocument } from '../contract/project.ts';
import { SampleView } from '../contract/views.ts';
import type { Context } from './context.ts';

const Words = v.object({ ja: v.string(), en: v.string() });
const Description = v.object({ ...SampleView.entries, order: v.number(), project: Words });

export function sampleHandlers(context: Context) {
  return {
    'sample.list': async () => {
      const folders = existsSync(context.samplesFolder) ? readdirSync(context.samplesFolder) : [];
      const found = folders
        .filter((id) => existsSync(join(context.samplesFolder, id, 'sample.json')))
        .map((id) => describe(context, id));
      return found
        .sort((a, b) => a.order - b.order)
        .map(({ id, name, purpose, rows, minutes }) => ({ id, name, purpose, rows, minutes }));
    },
  } satisfies Partial<Handlers>;
}

/** The document of a sample with its files taken into the program's folder, in the language that is set. */
export async function sampleDocument(
  context: Context,
  id: string,
  signal: AbortSignal,
): Promise<{ document: ProjectDocument; rows: number }> {
  const { project, rows } = describe(context, id);
  const folder = join(context.samplesFolder, id);
  const text = readFileSync(join(folder, project[currentLanguage(context)]), 'utf8');
  const document = v.parse(ProjectDocument, JSON.parse(text));
  const take = (file: string): Promise<string> =>
    context.store.userFiles.take(join(folder, file), basename(file), signal);
  const data = await Promise.all(
    document.data.map(async (source) => ({
      ...source,
      files: await Promise.all(source.files.map(take)),
      names: (source.images ?? source.files).map((file) => basename(file)),
      ...(source.images ? { images: await Promise.all(source.images.map(take)) } : {}),
      ...(source.manifest === undefined ? {} : { manifest: await take(source.manifest) }),
    })),
  );
  return { document: { ...document, data }, rows };
}

function describe({ samplesFolder }: Context, id: string): v.InferOutput<typeof Description> {
  const path = join(samplesFolder, basename(id), 'sample.json');
  if (!existsSync(path)) throw new Refusal('sample.missing', { id });
  return v.parse(Description, JSON.parse(readFileSync(path, 'utf8')));
}

function currentLanguage({ store }: Context): Language {
  return (
    store.settings.read().language ?? (Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ja') ? 'ja' : 'en')
  );
}
