// What was dropped or chosen: tables as files, photos as folders, zips and pictures. A folder with pictures in it is
// one of photos; any other stands for the tables in it and below it.

import type { ChosenFolder, FolderFile } from '../../engine/contract/client.ts';

/** Files that file managers and Excel put beside a person's own. */
const clutter = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;
const pictures = /\.(jpe?g|jpe|jfif|png|bmp|dib|tiff?|gif|webp|avif)$/i;
const tables = /\.(csv|tsv|txt|xlsx|xlsm|arff)$/i;
/** A folder of tables with more files than this was dropped by mistake. */
const mostTables = 200;
/** Entries of a folder that are looked at for a picture. */
const mostLookedAt = 2000;

/** Photos to take in, with the tables that came along: lists of labels. */
export interface DroppedPhotos {
  readonly folders: readonly ChosenFolder[];
  /** Zips and loose pictures. */
  readonly files: readonly File[];
  readonly lists: readonly File[];
}

export type Dropped =
  | { readonly kind: 'tables'; readonly files: readonly File[] }
  | { readonly kind: 'photos'; readonly photos: DroppedPhotos };

export const isPicture = (name: string): boolean => pictures.test(name);
const isZip = (name: string): boolean => /\.zip$/i.test(name);

/** Must be called while the drop is handled: afterwards the browser forgets what was dropped. */
export function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(looseFiles(files));
  return withFolders(entries.flatMap((entry, i) => (entry ? [{ entry, file: files[i] }] : [])));
}

/** Files without folders: pictures and zips are photos, the tables beside them their lists. */
export function looseFiles(files: readonly File[]): Dropped {
  const photos = files.filter(({ name }) => isPicture(name) || isZip(name));
  if (photos.length === 0) return { kind: 'tables', files };
  return {
    kind: 'photos',
    photos: { folders: [], files: photos, lists: files.filter(({ name }) => tables.test(name)) },
  };
}

/** What `<input webkitdirectory>` gives: all files of one folder, each with its path from the folder's name on. */
export function chosenFolder(files: readonly File[]): DroppedPhotos | null {
  const [first] = files;
  if (!first) return null;
  const name = first.webkitRelativePath.split('/')[0] ?? first.name;
  const listed = files.map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(1).join('/') }));
  const folder: ChosenFolder = {
    name,
    at: { file: first, inside: first.webkitRelativePath },
    files: () => Promise.resolve(listed.filter(({ file }) => !clutter.test(file.name))),
  };
  return { folders: [folder], files: [], lists: [] };
}

interface Place {
  readonly entry: FileSystemEntry;
  readonly file: File | undefined;
}

async function withFolders(places: readonly Place[]): Promise<Dropped> {
  const folders: Place[] = [];
  const others: FileSystemEntry[] = [];
  for (const place of places) {
    const isPhotos = place.entry.isDirectory && (await hasPicture(place.entry as FileSystemDirectoryEntry));
    if (isPhotos) folders.push(place);
    else others.push(place.entry);
  }
  const files = await filesOf(others);
  if (folders.length === 0) return looseFiles(files);
  const photos: DroppedPhotos = {
    folders: folders.map(folderOf),
    files: files.filter(({ name }) => isPicture(name) || isZip(name)),
    lists: files.filter(({ name }) => tables.test(name)),
  };
  return { kind: 'photos', photos };
}

function folderOf({ entry, file }: Place): ChosenFolder {
  return {
    name: entry.name,
    at: { file: file ?? new File([], entry.name), inside: '' },
    files: () => allFiles(entry as FileSystemDirectoryEntry),
  };
}

/** Looks into the folders of one level before those below. */
async function hasPicture(folder: FileSystemDirectoryEntry): Promise<boolean> {
  const open: FileSystemEntry[] = [folder];
  for (let looked = 0; looked < mostLookedAt; looked++) {
    const entry = open.shift();
    if (!entry) return false;
    if (!entry.isDirectory && isPicture(entry.name)) return true;
    if (entry.isDirectory) open.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
  }
  return false;
}

async function allFiles(root: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const walk = async (folder: FileSystemDirectoryEntry, above: string): Promise<void> => {
    for (const child of await childrenOf(folder)) {
      if (clutter.test(child.name)) continue;
      const path = above + child.name;
      if (child.isDirectory) await walk(child as FileSystemDirectoryEntry, `${path}/`);
      else found.push({ file: await fileOf(child as FileSystemFileEntry), path });
    }
  };
  await walk(root, '');
  return found;
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const open = [...entries];
  for (let entry = open.shift(); entry && files.length < mostTables; entry = open.shift()) {
    if (clutter.test(entry.name)) continue;
    if (entry.isDirectory) open.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    else files.push(await fileOf(entry as FileSystemFileEntry));
  }
  return files;
}

/** A browser hands over the entries of a folder in portions; an empty one is the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name));
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
