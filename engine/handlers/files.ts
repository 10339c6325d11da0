// Files by token: taken from the shell or the loopback host, never from a page.

import type { Handlers } from '../contract/commands.ts';
import type { Context } from './context.ts';

export function fileHandlers({ store }: Context) {
  return {
    'file.take': async ({ paths, folders }) => paths.map((path) => store.tokens.add(path, undefined, { folders })),
    'file.locate': async ({ token }) => store.tokens.find(token),
  } satisfies Partial<Handlers>;
}
