// The typed way from the preload script to the main process; the only importer of ipcMain. Every
// message is refused unless it comes from the top frame of our own page.

import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Notices, Questions } from './channels.ts';
import { isOwnPage } from './security.ts';

/** Answers one kind of question. A thrown error is not sent to the page: answers are values. */
export function answer<C extends keyof Questions>(
  channel: C,
  handler: (ask: Questions[C]['ask'], sender: WebContents) => Promise<Questions[C]['reply']>,
): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ask: Questions[C]['ask']) => {
    if (!isTrusted(event)) throw new Error(`${channel}: refused, not our page`);
    return handler(ask, event.sender);
  });
}

/** Hears one kind of notice; those of strangers are dropped. */
export function hear<C extends keyof Notices>(
  channel: C,
  handler: (notice: Notices[C], sender: WebContents) => void,
): void {
  ipcMain.on(channel, (event: IpcMainEvent, notice: Notices[C]) => {
    if (isTrusted(event)) handler(notice, event.sender);
  });
}

function isTrusted(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame; // null once the frame has navigated away or gone
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
