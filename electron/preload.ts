// The whole bridge between the page and everything else: `window.taskloom`, a `Bridge`. The page
// gets functions and plain data, never a port, a path or an Electron object.

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../engine/contract/client.ts';
import { enginePort } from './channels.ts';
import type { Notices, Questions } from './channels.ts';
import { timestamp } from './clock.ts';
import { createPageBridge } from './page-bridge.ts';

const tell = <C extends keyof Notices>(channel: C, notice: Notices[C]): void => ipcRenderer.send(channel, notice);

async function ask<C extends keyof Questions>(
  channel: C,
  question: Questions[C]['ask'],
): Promise<Questions[C]['reply']> {
  return (await ipcRenderer.invoke(channel, question)) as Questions[C]['reply'];
}

const { bridge, connect } = createPageBridge({
  pathOf: (file) => webUtils.getPathForFile(file),
  save: (file) => ask('shell.save-file', { token: file.token, name: file.name }),
  speaks: (language) => tell('shell.language', language),
  now: timestamp,
});

ipcRenderer.on(enginePort, (event) => {
  const [port] = event.ports;
  if (port !== undefined) connect(port);
});
contextBridge.exposeInMainWorld('taskloom', bridge satisfies Bridge);
tell('shell.connect', null);
