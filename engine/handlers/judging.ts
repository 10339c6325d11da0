// Judging new data with a finished run: which run, what was understood of the files, the result in pages and as a file.

import type { Handlers } from '../contract/commands.ts';
import { Refusal } from '../contract/errors.ts';
import type { Context } from './context.ts';
import { judgingRuns } from './judging-runs.ts';

export function judgingHandlers(context: Context) {
  const notYet = async (): Promise<never> => {
    throw new Refusal('judging.gone', {});
  };
  return {
    'judging.runs': async ({ projectId }) => judgingRuns(context, projectId),
    'judging.preview': notYet,
    'judging.start': notYet,
    'judging.rows': notYet,
    'judging.csv': notYet,
  } satisfies Partial<Handlers>;
}
