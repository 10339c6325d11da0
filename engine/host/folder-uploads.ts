// A folder that a page sends file by file: opened, filled, closed as one token. Paths are those the page says, so
// none may lead out of the folder that was opened for them.

import { mkdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { safeFileName } from '../base/file-names.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { log } from '../base/log.ts';
import type { Reply } from '../contract/client.ts';
import type { FileToken } from '../contract/views.ts';
import { decoded, keepBody, notKept, type Ask } from './transfers.ts';

/** Folders within each other, as deep as any system allows to be useful. */
const deepest = 32;

export interface FolderUploads {
  /**
   * `POST /upload/folder` with the folder's name in `x-file-name` answers with an id; `PUT /upload/folder/ID` takes
   * one file, its path in `x-file-name`; `POST /upload/folder/ID` closes it and answers with a FileToken;
   * `DELETE` drops what came. False where the address is none of these.
   */
  answer(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<boolean>;
}

export function createFolderUploads(uploads: string, ask: Ask): FolderUploads {
  /** Folders that are open, by id. */
  const open = new Map<string, string>();

  function begin(name: string): Reply {
    const id = newIdentifier();
    const root = join(uploads, id, safeFileName(name));
    try {
      mkdirSync(root, { recursive: true });
    } catch (error) {
      log(`upload of the folder ${name} failed`, error);
      return { ok: false, failure: notKept(error, name) };
    }
    open.set(id, root);
    return { ok: true, value: { id } };
  }

  async function put(root: string, path: string, request: IncomingMessage): Promise<Reply> {
    const inside = safePath(path);
    if (inside === null) {
      request.resume();
      return { ok: false, failure: { code: 'upload.bad-path', facts: { path } } };
    }
    try {
      const target = join(root, inside);
      mkdirSync(dirname(target), { recursive: true });
      await keepBody(request, target);
      return { ok: true, value: null };
    } catch (error) {
      log(`upload of ${inside} failed`, error);
      request.resume();
      return { ok: false, failure: notKept(error, inside) };
    }
  }

  async function finish(id: string, root: string): Promise<Reply> {
    open.delete(id);
    const taken = await ask('file.take', { paths: [root], folders: true });
    return taken.ok ? { ok: true, value: (taken.value as FileToken[])[0] } : taken;
  }

  function drop(id: string, root: string): Reply {
    open.delete(id);
    rmSync(dirname(root), { recursive: true, force: true });
    return { ok: true, value: null };
  }

  return {
    async answer(request, response, pathname) {
      const match = /^\/upload\/folder(?:\/([^/]+))?$/.exec(pathname);
      if (match === null) return false;
      const said = decoded(String(request.headers['x-file-name'] ?? ''));
      const [, id] = match;
      const root = id === undefined ? undefined : open.get(id);
      let reply: Reply;
      if (id === undefined && request.method === 'POST') reply = begin(said);
      else if (id === undefined || root === undefined)
        reply = { ok: false, failure: { code: 'upload.failed', facts: { name: said } } };
      else if (request.method === 'PUT') reply = await put(root, said, request);
      else if (request.method === 'DELETE') reply = drop(id, root);
      else reply = await finish(id, root);
      if (response.destroyed || (request.destroyed && !request.complete)) return true;
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(reply));
      return true;
    },
  };
}

/**
 * The path inside the folder, each part a plain name; null where it would lead elsewhere: absolute, with `..`, a
 * drive, or a backslash, which is a separator on Windows.
 */
export function safePath(path: string): string | null {
  const parts = path.split('/');
  if (parts.length > deepest || parts.some((part) => part === '' || part === '.' || part === '..')) return null;
  if (path.includes('\\') || path.includes('\0') || /^[a-z]:/i.test(path)) return null;
  return parts.map(safeFileName).join('/');
}
