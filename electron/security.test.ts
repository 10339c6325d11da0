// No outside page can load, whatever the trick; no request leaves; no permission is granted.

import { resolve, sep } from 'node:path';
import type { App, Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { app, FakeContents, session } from './fake-electron.ts';
import { pathInside } from './page-files.ts';
import {
  isNavigationAllowed,
  isOwnPage,
  isRequestAllowed,
  lockContents,
  lockSession,
  pagePolicy,
  printPolicy,
} from './security.ts';

const tricks = [
  'https://example.org/',
  'http://taskloom/index.html',
  'app://taskloom.example.org/index.html',
  'app://example.org/?next=app://taskloom/index.html',
  'app://taskloom@example.org/index.html',
  'app://somebody@taskloom/index.html',
  'app://taskloom:8080/index.html',
  'file:///etc/passwd',
  'file://taskloom/index.html',
  'javascript:alert(1)',
  'data:text/html,<h1>not ours</h1>',
  'about:blank',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://taskloom/index.html',
  'ftp://taskloom/',
  '',
  'no address at all',
];

test.each(tricks)('the window does not go to %j', (address) => {
  expect(isOwnPage(address)).toBe(false);
  expect(isNavigationAllowed(address, true)).toBe(false);
});

test('the window goes to its own pages, a frame inside it only to text of our own', () => {
  expect(isNavigationAllowed('app://taskloom/index.html', true)).toBe(true);
  expect(isNavigationAllowed('about:srcdoc', false)).toBe(true);
  expect(isNavigationAllowed('https://example.org/', false)).toBe(false);
  expect(isNavigationAllowed('about:srcdoc', true)).toBe(false);
});

test.each([
  ['app://taskloom/assets/index.js', true],
  ['app://report/', true],
  ['data:font/woff2;base64,AA==', true],
  ['blob:app://taskloom/5f1c', true],
  ['https://example.org/pixel.gif', false],
  ['http://127.0.0.1:8080/', false],
  ['ws://127.0.0.1:8080/', false],
  ['file:///etc/passwd', false],
])('a request to %s is let through: %s', (address, allowed) => {
  expect(isRequestAllowed(address)).toBe(allowed);
});

test('a locked session cancels outside requests, refuses permissions and downloads', () => {
  lockSession(session.defaultSession as unknown as Session);
  const { handlers } = session.defaultSession;
  const call = (name: string, ...args: unknown[]): unknown =>
    (handlers[name] as (...args: unknown[]) => unknown)(...args);

  const respond = vi.fn();
  call('request', { url: 'https://example.org/' }, respond);
  expect(respond).toHaveBeenLastCalledWith({ cancel: true });
  call('request', { url: 'app://taskloom/index.html' }, respond);
  expect(respond).toHaveBeenLastCalledWith({ cancel: false });

  const contents = new FakeContents();
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'usb',
    'fileSystem',
  ]) {
    const grant = vi.fn();
    call('permission-request', contents, permission, grant);
    expect(grant).toHaveBeenCalledWith(false);
    expect(call('permission-check', contents, permission, 'app://taskloom/')).toBe(false);
  }
  // "Copy details" needs this one; a stranger does not get it.
  expect(call('permission-check', contents, 'clipboard-sanitized-write', 'app://taskloom/')).toBe(true);
  expect(call('permission-check', contents, 'clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  expect(call('device')).toBe(false);

  const download = { preventDefault: vi.fn() };
  session.defaultSession.emit('will-download', download);
  expect(download.preventDefault).toHaveBeenCalled();
});

test('every page ever made opens no window, attaches no webview, follows no outside link or redirect', () => {
  lockContents(app as unknown as App);
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  expect(contents.openHandler?.()).toEqual({ action: 'deny' });

  for (const event of ['will-frame-navigate', 'will-redirect']) {
    for (const url of tricks) {
      const leaving = { url, isMainFrame: true, preventDefault: vi.fn() };
      contents.emit(event, leaving);
      expect(leaving.preventDefault, `${event} ${url}`).toHaveBeenCalledOnce();
    }
    const staying = { url: 'app://taskloom/index.html', isMainFrame: true, preventDefault: vi.fn() };
    contents.emit(event, staying);
    expect(staying.preventDefault).not.toHaveBeenCalled();
  }
  const webview = { preventDefault: vi.fn() };
  contents.emit('will-attach-webview', webview);
  expect(webview.preventDefault).toHaveBeenCalled();
});

test('the policies allow no script but our own, and none in a report', () => {
  expect(pagePolicy).toContain("default-src 'none'");
  expect(pagePolicy).toContain("script-src 'self'");
  expect(pagePolicy.match(/script-src [^;]*/)![0]).not.toMatch(/unsafe|data:|blob:|\*/);
  expect(printPolicy).not.toContain('script-src');
  expect(printPolicy).toContain("default-src 'none'");
});

test.each([
  ['app://taskloom/index.html', 'index.html'],
  ['app://taskloom/assets/a%20b.js', `assets${sep}a b.js`],
  ['app://taskloom/../../secret.txt', 'secret.txt'], // the parser already removed the dots
  ['app://taskloom/..%2f..%2fsecret.txt', null],
  ['app://taskloom/%2e%2e%2fsecret.txt', null],
  ['app://taskloom/a%00.html', null],
  ['app://taskloom/%E0%A4%A', null],
  ['app://taskloom/', null],
  ['app://elsewhere/index.html', null],
  ['nonsense', null],
])('%s is the file %s', (address, file) => {
  const folder = resolve('renderer-build');
  expect(pathInside(folder, address)).toBe(file === null ? null : `${folder}${sep}${file}`);
});
