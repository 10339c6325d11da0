// Who may speak to the loopback host: only pages that it served itself, on this computer.
//
// Against other web sites in the same browser: the Host header must be ours (DNS rebinding), a foreign
// Origin is refused, and every request but the first carries a cookie that only this host has set.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Guard {
  /** An address that lets one browser in, once. */
  newAddress(): string;
  /** The address was opened with its token: takes the token and sets the cookie. False when there is no valid token. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** True for a request from one of our own pages. `writes` also demands our Origin. */
  allows(request: IncomingMessage, options: { readonly writes: boolean }): boolean;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

export function createGuard(port: number): Guard {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const session = secret();
  // Browsers share cookies over all ports of a computer: two programs must not overwrite each other's.
  const cookie = `taskloom_${port}`;
  const tokens = new Set<string>();

  const isOurs = (request: IncomingMessage): boolean => {
    const { host: found, origin: sender } = request.headers;
    return found === host && (sender === undefined || sender === origin);
  };
  const hasCookie = (request: IncomingMessage): boolean =>
    (request.headers.cookie ?? '').split(/;\s*/).some((part) => {
      const [name, value] = part.split('=', 2);
      return name === cookie && value !== undefined && sameSecret(value, session);
    });

  return {
    newAddress() {
      const token = secret();
      tokens.add(token);
      return `${origin}/?token=${token}`;
    },
    admit(request, response) {
      const token = new URL(request.url ?? '/', origin).searchParams.get('token');
      if (!isOurs(request) || token === null || !tokens.delete(token)) return false;
      response.setHeader('set-cookie', `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`);
      return true;
    },
    allows: (request, { writes }) =>
      isOurs(request) && hasCookie(request) && (!writes || request.headers.origin === origin),
    headers: {
      'content-security-policy': contentSecurityPolicy(host),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  };
}

/** No inline script, nothing from outside. Inline styles are the charts' and Svelte's style attributes. */
function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

function secret(): string {
  return randomBytes(32).toString('hex');
}

function sameSecret(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
