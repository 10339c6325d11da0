// Serves the built window under app://: only files of its folder, each with its type and the
// content security policy. Nothing is read by a file: address.

import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { pageHost, pagePolicy } from './security.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Answers requests of `app://taskloom/...` from `folder`; 404 for everything else. */
export function pageFiles(folder: string): (request: { readonly url: string }) => Promise<Response> {
  return async (request) => {
    const path = pathInside(folder, request.url);
    const bytes = path === null ? null : await readFile(path).catch(() => null);
    if (path === null || bytes === null) return new Response('Not found', { status: 404 });
    return new Response(new Uint8Array(bytes), { headers: headersFor(path) });
  };
}

/** The file an address names inside `folder`, or null: another host, another folder, an unreadable address. */
export function pathInside(folder: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.host !== pageHost) return null;
  const decoded = decode(url.pathname);
  if (decoded === null || decoded.includes('\0')) return null;
  const path = resolve(join(folder, decoded));
  return path.startsWith(resolve(folder) + sep) ? path : null;
}

function headersFor(path: string): Record<string, string> {
  return {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': pagePolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
