// A self-contained page to a PDF file by an installed browser, for hosts without Electron.

import { basename } from 'node:path';
import { writeAtomically } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import { startBrowser, type BrowserSession } from './devtools-pipe.ts';
import { findBrowser } from './find-browser.ts';

export interface PrintOptions {
  readonly signal?: AbortSignal;
}

/** Longest wait for one answer of the browser: a long report on a slow disk takes seconds, not minutes. */
const patience = 90_000;

/**
 * Prints `html` on the paper that its CSS names. The file holds either all of the new report or what it held before.
 *
 * @throws Refusal `pdf.no-browser`, `pdf.browser-failed`; an AbortError when `signal` is aborted
 */
export async function printPdf(html: string, pdfPath: string, { signal }: PrintOptions = {}): Promise<void> {
  signal?.throwIfAborted();
  const executable = findBrowser();
  const browser = startBrowser(executable);
  try {
    const pdf = await interrupted(print(browser, html), signal);
    writeAtomically(pdfPath, pdf);
  } catch (error) {
    if (signal?.aborted || !(error instanceof BrowserError)) throw error;
    throw new Refusal('pdf.browser-failed', { browser: basename(executable), detail: error.message });
  } finally {
    await browser.close();
  }
}

class BrowserError extends Error {}

async function print(browser: BrowserSession, html: string): Promise<Buffer> {
  let session: string | undefined;
  const send = async (method: string, parameters: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    try {
      return await browser.send(method, parameters, session);
    } catch (error) {
      throw new BrowserError(error instanceof Error ? error.message : String(error));
    }
  };
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  session = sessionId as string;
  const { frameTree } = (await send('Page.getFrameTree')) as { frameTree: { frame: { id: string } } };
  await send('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  // Ready means: every piece of the embedded font is loaded. A timer would only hope so.
  const { result } = (await send('Runtime.evaluate', {
    expression:
      'Promise.all([...document.fonts].map((face) => face.load())).then(() => document.fonts.ready).then(() => document.fonts.size)',
    awaitPromise: true,
    returnByValue: true,
  })) as { result: { value?: number } };
  if (!result.value) throw new BrowserError('the font of the page did not load');
  const { stream } = await send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: 'ReturnAsStream',
  });
  const parts: Buffer[] = [];
  for (let end = false; !end;) {
    const part = (await send('IO.read', { handle: stream, size: 1 << 20 })) as {
      data: string;
      base64Encoded?: boolean;
      eof: boolean;
    };
    parts.push(Buffer.from(part.data, part.base64Encoded ? 'base64' : 'latin1'));
    end = part.eof;
  }
  return Buffer.concat(parts);
}

/** The work's result, unless the signal or the browser's silence comes first. */
async function interrupted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patience);
  try {
    return await new Promise<T>((resolve, reject) => {
      work.then(resolve, reject);
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      silence.signal.addEventListener('abort', () => reject(new BrowserError(`no answer within ${patience / 1000} s`)));
    });
  } finally {
    clearTimeout(timer);
  }
}
