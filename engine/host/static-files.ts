// Serves the built window from its folder, and nothing outside it.

import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** The file that a request path names, or null where there is none inside `folder`. */
export function fileFor(folder: string, requestPath: string): string | null {
  let name: string;
  try {
    name = decodeURIComponent(requestPath);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const root = resolve(folder);
  const path = resolve(join(root, name === '/' ? 'index.html' : name));
  if (!path.startsWith(root + sep)) return null;
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : null;
}

export async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'content-length': statSync(path).size });
  await pipeline(createReadStream(path), response);
}
