// The life of the shell against a stand-in for Electron.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import * as electron from './fake-electron.ts';
import { main } from './main.ts';
import { printToPdf } from './pdf.ts';

const { app, BrowserWindow, dialogs, forks, ipcMain, menus, questions } = electron;
const trustedFrame = { parent: null, url: 'app://taskloom/index.html' };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  app.removeAllListeners();
  ipcMain.removeAllListeners();
  electron.session.defaultSession.removeAllListeners();
  BrowserWindow.all = [];
  forks.length = app.calls.length = menus.length = dialogs.errors.length = dialogs.asked.length = 0;
  app.firstInstance = true;
  dialogs.save = { canceled: true, filePath: '' };
  dialogs.message = 0;
});

async function started() {
  await main();
  const window = BrowserWindow.all[0]!;
  const fork = forks[0]!;
  const connect = (): boolean =>
    ipcMain.emit('shell.connect', { senderFrame: trustedFrame, sender: window.webContents }, null);
  const save = (senderFrame: unknown): unknown =>
    (questions.get('shell.save-file') as (event: unknown, ask: unknown) => unknown)(
      { senderFrame, sender: window.webContents },
      { token: 't', name: '../r.pdf' },
    );
  return { window, fork, connect, save };
}

test('a second start brings the first window to the front and ends', async () => {
  const { window } = await started();
  app.emit('second-instance');
  expect(window.calls).toContain('focus');
  app.firstInstance = false;
  await main();
  expect(app.calls).toContain('quit');
  expect(BrowserWindow.all).toHaveLength(1);
});

test('the window is sandboxed, isolated, without Node, and loads our page only', async () => {
  const { window } = await started();
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(window.loaded).toEqual(['app://taskloom/index.html']);
  expect(app.calls).toContain('enableSandbox');
});

test('the page gets a port once the engine is ready, and a new one after the engine died', async () => {
  const { window, fork, connect } = await started();
  connect();
  expect(window.webContents.ports).toHaveLength(0);
  fork.child.emit('message', { kind: 'ready' });
  expect(window.webContents.ports).toHaveLength(1);
  expect(fork.child.sent[0]).toMatchObject({ message: { kind: 'connect' } });
  const heard = new Promise((resolve) => fork.child.sent[0]!.ports[0]!.once('message', resolve));
  window.webContents.ports[0]!.postMessage('through the port');
  expect(await heard).toBe('through the port');

  fork.child.emit('exit', 137);
  expect(forks).toHaveLength(2);
  forks[1]!.child.emit('message', { kind: 'ready' });
  expect(window.webContents.ports).toHaveLength(2);
  expect(fork.env['TASKLOOM_DATA_FOLDER']).toBe(join('user-data', 'data'));
});

test('an engine that dies again and again is reported, not started for ever', async () => {
  await started();
  for (let i = 0; i < 5; i++) forks.at(-1)!.child.emit('exit', 1);
  expect(forks).toHaveLength(5);
  expect(dialogs.errors).toHaveLength(1);
  expect(dialogs.errors[0]![0]).toBe('計算エンジンを起動できません');
  expect(dialogs.errors[0]![1]).toContain('engine.log');
  expect(app.calls).toContain('exit 1');
});

test('an engine that refuses to start is not started again; its reason is shown in words', async () => {
  await started();
  forks[0]!.child.emit('message', { kind: 'refused', failure: { code: 'file.missing', facts: { name: '台帳.csv' } } });
  forks[0]!.child.emit('exit', 1);
  expect(forks).toHaveLength(1);
  expect(dialogs.errors[0]![1]).toContain('台帳.csv');
});

test('messages from anything but the top frame of our page are refused', async () => {
  const { window, fork, save } = await started();
  fork.child.emit('message', { kind: 'ready' });
  const strangers = [
    null,
    { parent: null, url: 'https://example.org/' },
    { parent: trustedFrame, url: 'app://taskloom/index.html' },
    { parent: null, url: 'app://taskloom.example.org/' },
  ];
  for (const senderFrame of strangers) {
    ipcMain.emit('shell.connect', { senderFrame, sender: window.webContents }, null);
    await expect(save(senderFrame)).rejects.toThrow('refused');
  }
  expect(window.webContents.ports).toHaveLength(0);
});

test('saving asks where to and has the engine copy the file; cancelling changes nothing', async () => {
  const { fork, save } = await started();
  expect(await save(trustedFrame)).toEqual({ ok: true, value: false });
  expect(dialogs.asked[0]).toEqual({ defaultPath: 'r.pdf' });

  dialogs.save = { canceled: false, filePath: 'D:\\report.pdf' };
  const saved = save(trustedFrame);
  await settled();
  expect(fork.child.sent.at(-1)!.message).toMatchObject({ kind: 'save-file', token: 't', path: 'D:\\report.pdf' });
  fork.child.emit('message', {
    kind: 'saved',
    id: (fork.child.sent.at(-1)!.message as { id: number }).id,
    failure: null,
  });
  expect(await saved).toEqual({ ok: true, value: true });
});

test('closing while a run trains asks first', async () => {
  const { window, fork } = await started();
  const closing = { preventDefault: vi.fn() };
  window.emit('close', closing);
  expect(closing.preventDefault).not.toHaveBeenCalled();

  fork.child.emit('message', { kind: 'training', active: true });
  window.emit('close', closing);
  expect(closing.preventDefault).toHaveBeenCalledOnce();
  dialogs.message = 1;
  window.emit('close', closing);
  expect(closing.preventDefault).toHaveBeenCalledOnce();
});

test('the program ends after the engine has ended', async () => {
  const { fork } = await started();
  const quitting = { preventDefault: vi.fn() };
  app.emit('will-quit', quitting);
  expect(quitting.preventDefault).toHaveBeenCalled();
  expect(fork.child.sent.at(-1)!.message).toEqual({ kind: 'quit' });
  fork.child.emit('exit', 0);
  await settled();
  expect(app.calls).toContain('quit');
  expect(forks).toHaveLength(1);
});

test('an engine that hangs and hears no signal does not keep the program from ending', async () => {
  const { fork } = await started();
  const script = `process.on('SIGTERM', () => {}); console.log('deaf'); for (;;);`;
  const hanging = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(hanging.stdout, 'data');
  hanging.once('exit', (code) => fork.child.emit('exit', code));
  fork.child.pid = hanging.pid;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  app.emit('will-quit', { preventDefault: () => {} });
  vi.runAllTimers();
  vi.useRealTimers();
  await vi.waitFor(() => expect(app.calls).toContain('quit'));
  expect(hanging.signalCode).toBe('SIGKILL');
});

test('menu and dialogs follow the language of the page', async () => {
  await started();
  expect(JSON.stringify(menus.at(-1))).toContain('ファイル');
  ipcMain.emit('shell.language', { senderFrame: trustedFrame, sender: null }, 'en');
  expect(JSON.stringify(menus.at(-1))).toContain('Select all');
  expect(JSON.stringify(menus.at(-1))).not.toMatch(/[ぁ-ん]/);
});

test('a report is printed by a hidden window of its own session once its fonts are there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-pdf-'));
  writeFileSync(join(folder, 'report.html'), '<p>良品</p>');
  const { fork } = await started();
  fork.child.emit('message', {
    kind: 'print-pdf',
    id: 4,
    html: join(folder, 'report.html'),
    pdf: join(folder, 'report.pdf'),
  });
  await vi.waitFor(() => expect(fork.child.sent.at(-1)!.message).toEqual({ kind: 'printed', id: 4, failure: null }));
  expect(readFileSync(join(folder, 'report.pdf'), 'utf8')).toBe('%PDF-1.7');

  fork.child.emit('message', {
    kind: 'print-pdf',
    id: 5,
    html: join(folder, 'missing.html'),
    pdf: join(folder, 'x.pdf'),
  });
  await vi.waitFor(() =>
    expect(fork.child.sent.at(-1)!.message).toMatchObject({ kind: 'printed', id: 5, failure: { code: 'bug' } }),
  );
});

test('the printing window waits for fonts, uses the page size of the style sheet and is destroyed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-pdf-'));
  writeFileSync(join(folder, 'report.html'), '<p>OK</p>');
  let window: InstanceType<typeof BrowserWindow> | undefined;
  app.once('web-contents-created', () => (window = BrowserWindow.all.at(-1)));
  await printToPdf(join(folder, 'report.html'), join(folder, 'report.pdf'));
  expect(await window!.responses[0]!.text()).toBe('<p>OK</p>');
  expect(window!.responses[0]!.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(window!.options.show).toBe(false);
  expect(window!.webContents.scripts[0]).toContain('document.fonts.ready');
  expect(window!.webContents.printOptions[0]).toMatchObject({ preferCSSPageSize: true, printBackground: true });
  expect(window!.calls).toEqual(['destroy']);
});
