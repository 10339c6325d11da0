// What the shell does for the page: the save dialog. And what it asks the user itself.

import { basename } from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import type { WebContents } from 'electron';
import type { Reply } from '../engine/contract/client.ts';
import type { Language } from '../engine/contract/language.ts';
import type { Engine } from './engine-process.ts';
import { phrase } from './text.ts';

/** Asks where to, then has the engine copy the file there. False = she changed her mind. */
export async function saveFile(
  file: { token: string; name: string },
  sender: WebContents,
  engine: Engine,
): Promise<Reply> {
  const window = BrowserWindow.fromWebContents(sender);
  const options = { defaultPath: basename(String(file.name)) };
  const chosen = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
  if (chosen.canceled || chosen.filePath === '') return { ok: true, value: false };
  const failure = await engine.saveFile(String(file.token), chosen.filePath);
  return failure === null ? { ok: true, value: true } : { ok: false, failure };
}

/** True when the window may close although a run is training. */
export function mayCloseWhileTraining(window: BrowserWindow, language: Language): boolean {
  const keep = 0;
  const answer = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: phrase('trainingTitle', language),
    detail: phrase('trainingDetail', language),
    buttons: [phrase('keepTraining', language), phrase('closeAnyway', language)],
    defaultId: keep,
    cancelId: keep,
    noLink: true,
  });
  return answer !== keep;
}
