// Photos that were judged, shown from the files that were dropped: the window has them at hand, nothing is asked of the engine.

import { isPicture } from '../lib/dropped-files.ts';
import type { DroppedPhotos } from '../lib/dropped-files.ts';

/** Pictures kept: a few screens of them. */
const mostKept = 240;

/** Call `close` when they are no longer shown. */
export class JudgedPhotos {
  /** True once there are pictures to show; a zip has none that the window could open. */
  hasAny = $state(false);
  #files: ReadonlyMap<string, File> = new Map();
  readonly #names = new Map<number, string>();
  readonly #kept = new Map<number, string | null>();
  #wanted: readonly number[] = [];
  /** Counts answers, so that what reads `url` is drawn again. */
  #answers = $state(0);

  constructor(dropped: readonly DroppedPhotos[]) {
    void filesByPath(dropped)
      .catch(() => new Map<string, File>())
      .then((files) => {
        this.#files = files;
        this.hasAny = files.size > 0;
        this.want(this.#wanted);
      });
  }

  /** Under which path a row's photo is. */
  know(items: readonly { readonly row: number; readonly name: string }[]): void {
    for (const { row, name } of items) this.#names.set(row, name);
  }

  /** Undefined until it is there; null where it cannot be shown. */
  url(row: number): string | null | undefined {
    void this.#answers;
    return this.#kept.get(row);
  }

  want(rows: readonly number[]): void {
    this.#wanted = rows;
    if (this.#files.size === 0) return;
    const missing = rows.filter((row) => !this.#kept.has(row) && this.#names.has(row));
    for (const row of missing) {
      const file = this.#files.get(this.#names.get(row)!);
      this.#kept.set(row, file ? URL.createObjectURL(file) : null);
    }
    for (const [row, url] of this.#kept) {
      if (this.#kept.size <= mostKept) break;
      if (rows.includes(row)) continue;
      if (url) URL.revokeObjectURL(url);
      this.#kept.delete(row);
    }
    if (missing.length > 0) this.#answers++;
  }

  close(): void {
    for (const url of this.#kept.values()) if (url) URL.revokeObjectURL(url);
    this.#kept.clear();
  }
}

/** By the path below their folder, and with the folder's name before it; a path that two folders have names no photo. */
export async function filesByPath(dropped: readonly DroppedPhotos[]): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const twice = new Set<string>();
  const add = (path: string, file: File): void => {
    if (files.has(path)) twice.add(path);
    files.set(path, file);
  };
  for (const { folders, files: loose } of dropped) {
    for (const file of loose) if (isPicture(file.name)) add(file.name, file);
    for (const folder of folders)
      for (const { file, path } of await folder.files())
        if (isPicture(path)) {
          add(path, file);
          add(`${folder.name}/${path}`, file);
        }
  }
  for (const path of twice) files.delete(path);
  return files;
}
