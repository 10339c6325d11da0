// Prints a report to PDF: a hidden window of its own session loads that one file, waits until it and
// its fonts are ready, and prints with the page size its style sheet names.

import { readFile, writeFile } from 'node:fs/promises';
import { BrowserWindow, session } from 'electron';
import { lockSession, printHost, printPolicy, scheme } from './security.ts';
import { safePreferences } from './window.ts';

let prints = 0;

/** `html` and `pdf` are paths given by the engine. Rejects when the page cannot be loaded, printed or written. */
export async function printToPdf(html: string, pdf: string): Promise<void> {
  const page = await readFile(html);
  const own = session.fromPartition(`print-${++prints}`); // in memory, gone with the window
  lockSession(own);
  own.protocol.handle(scheme, (request) =>
    isReport(request.url) ? reportResponse(page) : new Response('Not found', { status: 404 }),
  );
  const window = new BrowserWindow({ show: false, webPreferences: { ...safePreferences, session: own } });
  try {
    await window.loadURL(`${scheme}://${printHost}/`);
    await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)');
    const bytes = await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
    await writeFile(pdf, bytes);
  } finally {
    window.destroy();
    own.protocol.unhandle(scheme);
  }
}

function isReport(address: string): boolean {
  const { host, pathname } = new URL(address);
  return host === printHost && pathname === '/';
}

function reportResponse(page: Buffer): Response {
  return new Response(new Uint8Array(page), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': printPolicy },
  });
}
