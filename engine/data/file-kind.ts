// Files of one kind have the same header and separator: the key under which settings are remembered.

import { hashBytes } from '../base/files.ts';
import type { Look } from './look.ts';
import { foldWidth } from './width.ts';

/** 16 hexadecimal digits. Width, case and spaces of the names do not matter. */
export function fileKindOf(look: Pick<Look, 'names' | 'reading' | 'format'>): string {
  const names = look.names.map(({ header, name }) =>
    foldWidth(header || name)
      .toLowerCase()
      .replace(/\s+/g, ''),
  );
  return hashBytes(JSON.stringify([look.format, look.reading.delimiter, ...names])).slice(0, 16);
}
