// Photos as the program keeps them: one zip of the originals, so that a project goes on when the stick is pulled out.

import { join } from 'node:path';
import { newIdentifier } from '../base/identifiers.ts';
import { packFolder } from '../data/images/zip-write.ts';
import type { Store } from '../store/open.ts';

export interface TakeHooks {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Takes folders, zips and loose pictures in as one zip and returns its reference `sha256:...`.
 * @param name what the user knows them by
 * @throws Refusal where there is no picture in them
 */
export async function takeImages(
  { userFiles, folders }: Pick<Store, 'userFiles' | 'folders'>,
  paths: readonly string[],
  name: string,
  hooks: TakeHooks = {},
): Promise<string> {
  const single = paths.length === 1 && /\.zip$/i.test(paths[0]!) ? paths[0]! : null;
  if (single !== null) return userFiles.take(single, name, hooks.signal);
  const target = join(folders.files, `${newIdentifier()}.part`);
  const { hash } = await packFolder(paths, target, hooks);
  return userFiles.keep(hash, /\.zip$/i.test(name) ? name : `${name}.zip`, target);
}
