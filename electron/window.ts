// The window: sandboxed, isolated, without Node; shown once it has something to show.

import { BrowserWindow } from 'electron';
import { paths } from './paths.ts';
import { pageAddress } from './security.ts';

/** Every page of the program is made with these. */
export const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'TaskLoom',
    backgroundColor: '#f4f5f7',
    webPreferences: { ...safePreferences, preload: paths.preload },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageAddress);
  return window;
}
