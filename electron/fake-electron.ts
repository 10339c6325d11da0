// A stand-in for the parts of Electron that the shell uses, for tests: real events, real message
// channels, and a record of what was asked. Vitest puts it in the place of `electron`.

import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

type Handler = (...args: never[]) => unknown;

class FakeSession extends EventEmitter {
  readonly handlers: Record<string, Handler> = {};
  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => void (this.handlers[`protocol:${scheme}`] = handler),
    unhandle: (scheme: string): void => void delete this.handlers[`protocol:${scheme}`],
  };
  readonly webRequest = { onBeforeRequest: (handler: Handler): void => void (this.handlers['request'] = handler) };
  setPermissionRequestHandler(handler: Handler): void {
    this.handlers['permission-request'] = handler;
  }
  setPermissionCheckHandler(handler: Handler): void {
    this.handlers['permission-check'] = handler;
  }
  setDevicePermissionHandler(handler: Handler): void {
    this.handlers['device'] = handler;
  }
}

export class FakeContents extends EventEmitter {
  readonly ports: MessagePort[] = [];
  readonly scripts: string[] = [];
  readonly printOptions: unknown[] = [];
  openHandler: (() => { action: string }) | null = null;
  url = 'app://taskloom/index.html';
  getURL(): string {
    return this.url;
  }
  postMessage(_channel: string, _message: unknown, ports: MessagePort[]): void {
    this.ports.push(...ports);
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
  executeJavaScript(script: string): Promise<unknown> {
    this.scripts.push(script);
    return Promise.resolve(true);
  }
  printToPDF(options: unknown): Promise<Buffer> {
    this.printOptions.push(options);
    return Promise.resolve(Buffer.from('%PDF-1.7'));
  }
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }
  static fromWebContents(contents: FakeContents): BrowserWindow | null {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null;
  }
  readonly webContents = new FakeContents();
  readonly loaded: string[] = [];
  readonly calls: string[] = [];
  readonly options: { readonly webPreferences: Record<string, unknown>; readonly show?: boolean };
  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  /** What the session's own protocol served for each loaded address. */
  readonly responses: Response[] = [];
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    const own = (this.options.webPreferences['session'] as FakeSession | undefined) ?? session.defaultSession;
    const serve = own.handlers['protocol:app'] as
      ((request: { url: string }) => Response | Promise<Response>) | undefined;
    if (serve !== undefined) this.responses.push(await serve({ url }));
  }
  show = (): void => void this.calls.push('show');
  focus = (): void => void this.calls.push('focus');
  restore = (): void => void this.calls.push('restore');
  isMinimized = (): boolean => false;
  destroy(): void {
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.calls.push('destroy');
  }
}

export class FakeChild extends EventEmitter {
  readonly sent: { readonly message: unknown; readonly ports: MessagePort[] }[] = [];
  pid: number | undefined = undefined;
  postMessage(message: unknown, ports: MessagePort[] = []): void {
    this.sent.push({ message, ports });
  }
}

class FakeApp extends EventEmitter {
  firstInstance = true;
  locale = 'ja-JP';
  userData = 'user-data';
  readonly calls: string[] = [];
  requestSingleInstanceLock = (): boolean => this.firstInstance;
  enableSandbox = (): void => void this.calls.push('enableSandbox');
  whenReady = (): Promise<void> => Promise.resolve();
  getPath = (): string => this.userData;
  getLocale = (): string => this.locale;
  getVersion = (): string => '0.0.0';
  quit = (): void => void this.calls.push('quit');
  exit = (code: number): void => void this.calls.push(`exit ${code}`);
}

export const forks: { readonly path: string; readonly env: Record<string, string>; readonly child: FakeChild }[] = [];
export const questions = new Map<string, Handler>();
export const dialogs = {
  save: { canceled: true, filePath: '' },
  message: 0,
  errors: [] as string[][],
  asked: [] as unknown[],
};
export const menus: unknown[] = [];
export const schemes: unknown[] = [];

export const app = new FakeApp();
export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler): void => void questions.set(channel, handler),
});
export const session = { defaultSession: new FakeSession(), fromPartition: (): FakeSession => new FakeSession() };
export const protocol = { registerSchemesAsPrivileged: (list: unknown): void => void schemes.push(list) };
export const shell = { openPath: (): Promise<string> => Promise.resolve('') };
export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => void menus.push(menu),
};
export const dialog = {
  showSaveDialog: (...args: unknown[]): Promise<typeof dialogs.save> =>
    Promise.resolve(dialogs.save).finally(() => dialogs.asked.push(args.at(-1))),
  showMessageBoxSync: (_window: unknown, options: unknown): number => (dialogs.asked.push(options), dialogs.message),
  showMessageBox: (): Promise<unknown> => Promise.resolve({}),
  showErrorBox: (...words: string[]): void => void dialogs.errors.push(words),
};
export const utilityProcess = {
  fork(path: string, _args: string[], options: { env: Record<string, string> }): FakeChild {
    const child = new FakeChild();
    forks.push({ path, env: options.env, child });
    return child;
  },
};
export class MessageChannelMain extends MessageChannel {}
