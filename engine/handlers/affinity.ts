// The affinity map: measured on request, kept with the project, shown as long as it is about the same data.

import { milliseconds } from '../base/clock.ts';
import type { Handlers } from '../contract/commands.ts';
import { affinityBasis } from '../jobs/affinity.ts';
import type { Context } from './context.ts';
import { requireDocument } from './project-view.ts';

/** Milliseconds between two progress events. */
const interval = 100;

export function affinityHandlers(context: Context) {
  const { store, jobs, emit } = context;
  return {
    'affinity.probe': async ({ projectId }, signal) => {
      const document = requireDocument(context, projectId);
      let next = 0;
      const map = await jobs.affinity(document, {
        signal,
        onProgress: (share, secondsLeft) => {
          if (milliseconds() < next && share < 1) return;
          next = milliseconds() + interval;
          emit('affinity.progress', { projectId, share, secondsLeft });
        },
      });
      store.affinity.save(projectId, affinityBasis(document), map);
      return map;
    },
    'affinity.get': async ({ projectId }) =>
      store.affinity.find(projectId, affinityBasis(requireDocument(context, projectId))),
  } satisfies Partial<Handlers>;
}
