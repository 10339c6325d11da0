// What the folders say: the class of each photo, the part of the split, and folders that hold one part each.

export interface FolderFacts {
  /** Class of each photo, null where its folder says none; null as a whole where folders are no classes. */
  readonly classes: readonly (string | null)[] | null;
  /** `train`, `validation` or `test` by folder; null as a whole where there are no such folders. */
  readonly parts: readonly (string | null)[] | null;
  /** The folder that holds all shots of one part; null as a whole where there is none. */
  readonly groups: readonly (string | null)[] | null;
}

/** Folders that only say "pictures here". */
const plain = new Set(
  'images image imgs img pictures picture pics photos photo jpegimages jpeg jpg png bmp data dataset raw 画像 写真 データ'.split(
    ' ',
  ),
);
const splitNames: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  学習: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  検証: 'validation',
  test: 'test',
  testing: 'test',
  テスト: 'test',
};
/** So many different folders of few photos each are no classes. */
const mostClasses = 60;
const deepest = 4;

/** @param names relative paths, '/' between folders */
export function readFolders(names: readonly string[]): FolderFacts {
  const folders = names.map((name) =>
    name
      .split('/')
      .slice(0, -1)
      .filter((folder) => !plain.has(folder.toLowerCase())),
  );
  const parts = splitParts(folders);
  const kept = parts === null ? folders : folders.map((list) => list.filter((folder) => !isSplit(folder)));
  let groups: (string | null)[] | null = null;
  for (let up = 1; up <= deepest; up++) {
    const level = kept.map((list) => list.at(-up) ?? null);
    const distinct = new Set(level.filter((folder) => folder !== null));
    if (distinct.size < 2) continue;
    if (distinct.size <= mostClasses || distinct.size * 20 <= names.length) return { classes: level, parts, groups };
    // Hundreds of folders with a few photos each: one part a folder. Its class may stand above it.
    groups ??= kept.map((list) => (list.length < up ? null : list.slice(0, list.length - up + 1).join('/')));
  }
  return { classes: null, parts, groups };
}

/** The split stands in one and the same level for (nearly) all photos, or nowhere. */
function splitParts(folders: readonly (readonly string[])[]): (string | null)[] | null {
  const parts = folders.map((list) => {
    const found = list.find(isSplit);
    return found === undefined ? null : splitNames[found.toLowerCase()]!;
  });
  const distinct = new Set(parts.filter((part) => part !== null));
  const missing = parts.filter((part) => part === null).length;
  return distinct.size >= 2 && missing <= 0.05 * parts.length ? parts : null;
}

function isSplit(folder: string): boolean {
  return Object.hasOwn(splitNames, folder.toLowerCase());
}
