// What a file is, by its name and by its first bytes. The name decides what is looked at, the bytes what it is.

import type { IgnoredReason } from '../../contract/images.ts';

const pictures = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'bmp', 'dib', 'tif', 'tiff', 'gif', 'webp', 'avif']);
const tables = new Set(['csv', 'tsv', 'xlsx', 'xlsm']);
const archives = new Set(['zip', '7z', 'rar', 'gz', 'tgz', 'tar', 'bz2', 'xz', 'lzh', 'cab']);
/** Extensions that are surely something else; unknown ones are looked into. */
const others = new Set(
  'txt md json jsonl xml yaml yml html htm pdf doc docx ppt pptx xls svg ini log py m mat npy npz h5 pkl pth onnx exe dll so bat sh mp4 avi mov wmv mkv wav mp3 db sqlite'.split(
    ' ',
  ),
);
const systemFiles = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '.ds_store', '.localized', 'picasa.ini']);
const systemFolders = new Set(['__macosx', '$recycle.bin', 'system volume information', '.trash', '@eadir', '.git']);

/** What the name promises: a picture, something to look into, or a reason to pass it over. */
export function byName(name: string): 'picture' | 'unknown' | IgnoredReason {
  const parts = name.toLowerCase().split('/');
  const file = parts.at(-1)!;
  if (parts.slice(0, -1).some((folder) => systemFolders.has(folder)) || systemFiles.has(file)) return 'system';
  if (file.startsWith('._') || file.startsWith('~$')) return 'system';
  if (file.startsWith('.')) return 'hidden';
  const dot = file.lastIndexOf('.');
  const extension = dot < 0 ? '' : file.slice(dot + 1);
  if (pictures.has(extension)) return 'picture';
  if (tables.has(extension)) return 'table';
  if (archives.has(extension)) return 'archive';
  return others.has(extension) ? 'other' : 'unknown';
}

/** Folders that are not walked into. */
export function isSystemFolder(name: string): boolean {
  return systemFolders.has(name.toLowerCase());
}

export const readFormats = ['jpeg', 'png', 'bmp', 'tiff', 'gif', 'webp', 'avif'] as const;
export type PictureFormat = (typeof readFormats)[number];

/** Format by signature; a name in capitals is a picture that is not read (HEIC, PSD ...); null is no picture. */
export function formatOf(bytes: Uint8Array): PictureFormat | { readonly unsupported: string } | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  const tiff = text(0, 4);
  if (tiff === 'II*\0' || tiff === 'MM\0*' || tiff === 'II+\0' || tiff === 'MM\0+') return 'tiff';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(0, 2) === 'BM' && bytes.length >= 26 && [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes[14]!))
    return 'bmp';
  if (text(4, 8) === 'ftyp') return boxFormat(text(8, 12));
  if (text(0, 4) === '8BPS') return { unsupported: 'PSD' };
  if (text(4, 8) === 'jP  ' || (bytes[0] === 0xff && bytes[1] === 0x4f)) return { unsupported: 'JPEG 2000' };
  if (text(0, 4) === '\x76\x2f\x31\x01') return { unsupported: 'OpenEXR' };
  if (/^P[1-7]\s/.test(text(0, 3))) return { unsupported: 'PNM' };
  return null;
}

function boxFormat(brand: string): PictureFormat | { readonly unsupported: string } | null {
  if (brand === 'avif' || brand === 'avis') return 'avif';
  if (['heic', 'heix', 'hevc', 'mif1', 'msf1', 'heim'].includes(brand)) return { unsupported: 'HEIC' };
  return null;
}

/** What the bytes are instead of a picture, for the sentence; empty where nobody knows. */
export function otherContent(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200))
    .trimStart()
    .toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'HTML';
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return 'SVG';
  if (start.startsWith('<?xml')) return 'XML';
  if (start.startsWith('%pdf')) return 'PDF';
  if (start.startsWith('pk\x03\x04')) return 'ZIP';
  return '';
}
