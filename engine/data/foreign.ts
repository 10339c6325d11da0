// Files of other programs, told by their first bytes: they hold text in places and would else be read as a broken table.

/** How such files begin, and what people call them; none of these can begin a table. */
const beginnings: readonly (readonly [begin: string, name: string])[] = [
  ['%PDF-', 'PDF'],
  ['{\\rtf', 'RTF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF89a', 'GIF'],
  ['GIF87a', 'GIF'],
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['7z\xbc\xaf', '7z'],
  ['Rar!\x1a', 'RAR'],
  ['SQLite f', 'SQLite'],
  ['\x89HDF', 'HDF5'],
  ['PAR1\x15', 'Parquet'],
];

/** The format these first bytes (eight or more) belong to; null where they may begin a table. */
export function foreignFormat(first: Uint8Array): string | null {
  const text = Buffer.from(first.subarray(0, 8)).toString('latin1');
  return beginnings.find(([begin]) => text.startsWith(begin))?.[1] ?? null;
}
