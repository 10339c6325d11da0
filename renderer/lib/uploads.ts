// Files on their way to the loopback host: one at a time with its progress, a folder as many small ones at once.

import type { ChosenFolder, FolderFile, Reply } from '../../engine/contract/client.ts';
import type { FileToken } from '../../engine/contract/views.ts';

/** Files of a folder under way together: a browser opens no more connections to one host. */
const together = 6;

const cancelled: Reply = { ok: false, failure: { code: 'cancelled', facts: {} } };

/** The reply of work that may be cancelled, or `cancelled`. */
export async function sending(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Reply>): Promise<Reply> {
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) return cancelled;
    throw error;
  }
}

export async function uploadAll(
  origin: string,
  files: readonly File[],
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Reply> {
  const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
  const tokens: FileToken[] = [];
  let done = 0;
  for (const file of files) {
    const reply = await upload(origin, file, (bytes) => progress((done + bytes) / total), signal);
    if (!reply.ok) return reply;
    tokens.push(reply.value as FileToken);
    done += file.size;
  }
  return { ok: true, value: tokens };
}

/** Sends a folder file by file; what was sent of one that is cancelled or fails is dropped again. */
export async function uploadFolder(
  origin: string,
  folder: ChosenFolder,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Reply> {
  const files = await folder.files();
  const begun = await ask(`${origin}/upload/folder`, 'POST', folder.name, signal);
  if (!begun.ok) return begun;
  const address = `${origin}/upload/folder/${(begun.value as { id: string }).id}`;
  try {
    const failed = await inTurns(files, address, progress, signal);
    const reply = failed ?? (await ask(address, 'POST', folder.name, signal));
    if (!reply.ok) void drop(address);
    return reply;
  } catch (error) {
    void drop(address);
    throw error;
  }
}

async function inTurns(
  files: readonly FolderFile[],
  address: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Reply | null> {
  let next = 0;
  let done = 0;
  let failed: Reply | null = null;
  const lane = async (): Promise<void> => {
    for (let one = files[next++]; one && failed === null; one = files[next++]) {
      const reply = await ask(address, 'PUT', one.path, signal, one.file);
      if (!reply.ok) failed ??= reply;
      progress(++done / files.length);
    }
  };
  await Promise.all(Array.from({ length: together }, lane));
  return failed;
}

async function ask(url: string, method: string, name: string, signal: AbortSignal, body?: File): Promise<Reply> {
  const headers = { 'x-file-name': encodeURIComponent(name), 'content-type': 'application/octet-stream' };
  try {
    const response = await fetch(url, { method, headers, signal, ...(body ? { body } : {}) });
    if (response.ok) return (await response.json()) as Reply;
    return bug(response.status);
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, failure: { code: 'upload.failed', facts: { name } } };
  }
}

async function drop(address: string): Promise<void> {
  // What is left is swept after a day all the same.
  await fetch(address, { method: 'DELETE' }).catch(() => undefined);
}

/** XMLHttpRequest, because fetch still cannot tell how much of a body has been sent. */
function upload(origin: string, file: File, progress: (bytes: number) => void, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', `${origin}/upload`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => resolve(uploadReply(request));
    request.onabort = () => resolve(cancelled);
    request.onerror = () => resolve({ ok: false, failure: { code: 'upload.failed', facts: { name: file.name } } });
    request.send(file);
  });
}

function uploadReply(request: XMLHttpRequest): Reply {
  return request.status === 200 ? (JSON.parse(request.responseText) as Reply) : bug(request.status);
}

function bug(status: number): Reply {
  return { ok: false, failure: { code: 'bug', facts: { detail: `upload: status ${status}` } } };
}
