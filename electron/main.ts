// The life of the program: one instance, one window, one engine; quit when the window is closed.

import { app, BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron';
import { say } from '../engine/contract/errors.ts';
import type { Failure } from '../engine/contract/errors.ts';
import type { Language } from '../engine/contract/language.ts';
import { timestamp } from './clock.ts';
import { startEngine } from './engine-process.ts';
import type { Engine } from './engine-process.ts';
import { answer, hear } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { pageFiles } from './page-files.ts';
import { dataFolder, engineLog, paths } from './paths.ts';
import { printToPdf } from './pdf.ts';
import { lockContents, lockSession, scheme } from './security.ts';
import { mayCloseWhileTraining, saveFile } from './shell.ts';
import { languageOf, phrase } from './text.ts';
import { openWindow } from './window.ts';

/** Everything happens from here; called once. Resolves when the window is open (or another instance has it). */
export async function main(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit(); // The first instance hears `second-instance` and comes to the front.
    return;
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  lockContents(app);
  app.on('second-instance', showWindow);
  await app.whenReady();

  const folder = dataFolder(app.getPath('userData'));
  let language = languageOf(app.getLocale());
  lockSession(session.defaultSession);
  session.defaultSession.protocol.handle(scheme, pageFiles(paths.renderer));
  const engine = startEngine({
    modulePath: paths.engine,
    dataFolder: folder,
    version: app.getVersion(),
    print: printToPdf,
    gaveUp: (failure) => reportEngine(failure, language, engineLog(folder)),
    now: timestamp,
  });

  hear('shell.connect', (_notice, contents) => engine.connect(contents));
  hear('shell.language', (chosen) => {
    language = chosen === 'ja' ? 'ja' : 'en';
    setMenu(language, folder);
  });
  answer('shell.save-file', (file, contents) => saveFile(file, contents, engine));

  setMenu(language, folder);
  guardClosing(openWindow(), engine, () => language);
  quitWithEngine(engine);
}

/** Asks before closing while a run is training. */
function guardClosing(window: BrowserWindow, engine: Engine, language: () => Language): void {
  window.on('close', (event) => {
    if (engine.training && !mayCloseWhileTraining(window, language())) event.preventDefault();
  });
}

/** The engine gets the time to write its checkpoint before the program ends. */
function quitWithEngine(engine: Engine): void {
  let ended = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void engine.quit().then(() => {
      ended = true;
      app.quit();
    });
  });
}

function setMenu(language: Language, folder: string): void {
  const actions = {
    openDataFolder: () => void shell.openPath(folder),
    about: () => void dialog.showMessageBox({ type: 'info', message: `TaskLoom ${app.getVersion()}`, detail: folder }),
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, process.platform, actions)));
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Without an engine there is nothing to show: says why, and ends. */
function reportEngine(failure: Failure, language: Language, logFile: string): void {
  const { message, hint } = say(failure, language);
  const detail =
    failure.code === 'engine.died' ? `${phrase('engineGaveUpDetail', language)}\n${logFile}` : `${message}\n${hint}`;
  dialog.showErrorBox(phrase('engineGaveUpTitle', language), detail);
  app.exit(1);
}
