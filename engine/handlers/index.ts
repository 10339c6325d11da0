// Every command of the contract and who answers it.

import type { Handlers } from '../contract/commands.ts';
import { appHandlers } from './app.ts';
import type { Context } from './context.ts';
import { fileHandlers } from './files.ts';
import { projectHandlers } from './projects.ts';
import { sampleHandlers } from './samples.ts';

export function createHandlers(context: Context): Handlers {
  const served: Partial<Handlers> = {
    ...appHandlers(context),
    ...sampleHandlers(context),
    ...projectHandlers(context),
    ...fileHandlers(context),
  };
  return served as Handlers;
}
