// The list of labels that comes with photos: a file of its own, or one that lies among the pictures.

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { safeFileName } from '../base/file-names.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { Refusal } from '../contract/errors.ts';
import type { ManifestChoice } from '../contract/photos.ts';
import { listTables } from '../data/images/index.ts';
import { previewFiles } from '../data/preview.ts';
import type { Store } from '../store/open.ts';

export interface ListFile {
  readonly path: string;
  /** What the user knows it by. */
  readonly name: string;
}

/** The file of the list; one from among the pictures is copied out of them. @throws Refusal `images.list-gone`, `file.missing` */
export async function listFile(
  { tokens, folders }: Pick<Store, 'tokens' | 'folders'>,
  origins: readonly string[],
  choice: ManifestChoice,
  signal: AbortSignal,
): Promise<ListFile | null> {
  if (choice === null) return null;
  if (choice.from === 'file') return tokens.find(choice.token);
  const entry = (await listTables(origins, signal)).find((one) => one.name === choice.name);
  if (entry === undefined) throw new Refusal('images.list-gone', { name: choice.name });
  const folder = join(folders.uploads, newIdentifier());
  mkdirSync(folder, { recursive: true });
  const name = safeFileName(basename(choice.name));
  writeFileSync(join(folder, name), await entry.read());
  return { path: join(folder, name), name };
}

/** Its columns, to choose the one with the paths; none where it cannot be read as a table. */
export async function listColumns({ path }: ListFile, signal: AbortSignal): Promise<string[]> {
  try {
    return (await previewFiles([path], {}, signal)).columns.map((column) => column.name);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
