// Names of files that any system accepts: a project's name becomes part of one, an upload brings one.

import { extname } from 'node:path';

const longest = 120;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;

/** `name` as a single file name that Windows, macOS and Linux accept; never empty, never a path. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '_');
  const usable = plain === '' || reserved.test(plain) ? `_${plain}` : plain;
  const characters = [...usable];
  if (characters.length <= longest) return usable;
  const extension = extname(usable).slice(0, 20);
  return characters.slice(0, longest - extension.length).join('') + extension;
}
