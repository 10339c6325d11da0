// Files between a page and the engine's folder, as streams: uploads become tokens, tokens downloads.

import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { safeFileName } from '../base/file-names.ts';
import { newIdentifier } from '../base/identifiers.ts';
import { log } from '../base/log.ts';
import type { Reply } from '../contract/client.ts';
import { toFailure } from '../contract/errors.ts';
import type { Failure } from '../contract/errors.ts';
import type { FileToken } from '../contract/views.ts';

/** Asks the engine as the host, not as a page. */
export type Ask = (command: 'file.take' | 'file.locate', input: unknown) => Promise<Reply>;

/** Body: the bytes; header `x-file-name`: the name, percent-encoded. Answers with a `Reply` of a `FileToken`. */
export async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  ask: Ask,
): Promise<void> {
  const name = safeFileName(decoded(String(request.headers['x-file-name'] ?? '')));
  const place = join(folder, newIdentifier());
  const path = join(place, name);
  let reply: Reply;
  try {
    mkdirSync(place, { recursive: true });
    await keepBody(request, path);
    const taken = await ask('file.take', { paths: [path] });
    reply = taken.ok ? { ok: true, value: (taken.value as FileToken[])[0] } : taken;
  } catch (error) {
    log(`upload of ${name} failed`, error);
    request.resume();
    rmSync(place, { recursive: true, force: true });
    reply = { ok: false, failure: notKept(error, name) };
  }
  if (response.writableEnded || (request.destroyed && !request.complete)) return;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(reply));
}

/**
 * Writes the body into a new file. Where that fails the request stays open and the caller lets the rest of the body
 * through (`resume`): a browser hears no answer before it has sent everything.
 */
export async function keepBody(request: IncomingMessage, path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) await file.writeFile(piece as Buffer);
  } finally {
    await file.close();
  }
}

/** Why a body was not kept, in the user's terms. */
export function notKept(error: unknown, name: string): Failure {
  const failure = toFailure(error);
  return failure.code === 'disk.full' ? failure : { code: 'upload.failed', facts: { name } };
}

/** Sends the file of a token under its own name, whatever script that is written in (RFC 6266, 8187). */
export async function sendDownload(response: ServerResponse, token: string, ask: Ask): Promise<void> {
  const reply = await ask('file.locate', { token });
  if (!reply.ok) {
    response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(reply));
    return;
  }
  const { path, name, bytes } = reply.value as { path: string; name: string; bytes: number };
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': bytes,
    'content-disposition': `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encoded(name)}`,
  });
  await pipeline(createReadStream(path), response);
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Percent-encoding of RFC 8187: a few marks that encodeURIComponent leaves must be encoded too. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
