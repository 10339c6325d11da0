// What was dropped, as files: a folder stands for the files in it and below it.

/** Files that file managers and Excel put beside a person's own. */
const clutter = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;
/** A folder with more files than this was dropped by mistake. */
const mostFiles = 200;

/** Must be called while the drop is handled: afterwards the browser forgets what was dropped. */
export function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(files);
  return filesOf(entries.filter((entry) => entry !== null));
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const open = [...entries];
  for (let entry = open.shift(); entry && files.length < mostFiles; entry = open.shift()) {
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
