// What the page may load and do: its own files and nothing else. Trust is decided on parsed
// addresses, never on text. electron/README.md goes through Electron's checklist point by point.

import type { App, Session, WebContents } from 'electron';

export const scheme = 'app';
export const pageHost = 'taskloom';
export const printHost = 'report';
export const pageAddress = `${scheme}://${pageHost}/index.html`;

/** Sent with every file of the page. Inline styles are SVG attributes; data: is the embedded font of the report preview. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with a report that is printed: it is one self-contained file without scripts. */
export const printPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** Whether an address is a file of our own window. */
export function isOwnPage(address: string): boolean {
  return hasHost(address, pageHost);
}

/** Whether a request may leave the page at all: own files, the report being printed, bytes already in memory. */
export function isRequestAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return protocol === 'data:' || protocol === 'blob:' || hasHost(address, pageHost) || hasHost(address, printHost);
}

/** Whether a frame may go there. The report preview is a frame without an address of its own. */
export function isNavigationAllowed(address: string, isMainFrame: boolean): boolean {
  if (isMainFrame) return isOwnPage(address);
  return (
    address === 'about:srcdoc' ||
    address === 'about:blank' ||
    (URL.canParse(address) && new URL(address).protocol === 'blob:')
  );
}

/** Closes every door of a session: permissions, requests to anywhere, downloads by the page. */
export function lockSession(session: Session): void {
  // Copying the details of an error is the one thing a page may ask for.
  const allowed = (permission: string, origin: string): boolean =>
    permission === 'clipboard-sanitized-write' && isOwnPage(origin);
  session.setPermissionRequestHandler((contents, permission, grant) => grant(allowed(permission, contents.getURL())));
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, respond) => respond({ cancel: !isRequestAllowed(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds for every page that is ever made, whoever makes it. */
export function lockContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (!isNavigationAllowed(event.url, event.isMainFrame)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isNavigationAllowed(event.url, event.isMainFrame)) event.preventDefault();
    });
  });
}

function hasHost(address: string, host: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  // No port, no user name: `app://x@taskloom/` is somebody else's idea.
  return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === '';
}
