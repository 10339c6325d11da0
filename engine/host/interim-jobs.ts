// While engine/jobs/create.ts is being written: data, health, proposals; no training.
import { Refusal } from '../contract/errors.ts';
import { applyFix } from '../contract/fixes.ts';
import { checkHealth } from '../data/health/index.ts';
import { proposeSplit } from '../data/split.ts';
import { createLoader } from '../jobs/load.ts';
import { freeze } from '../jobs/prepare.ts';
import type { Jobs, JobsOptions } from '../jobs/jobs.ts';
import { proposeTask } from '../tasks/propose.ts';

export function createJobs(options: JobsOptions): Jobs {
  const loader = createLoader(options);
  const no = () => Promise.reject(new Error('training is not joined yet'));
  return {
    load: loader.load,
    health: async (document, work = {}) => {
      const { table, profile } = await loader.load(document, work);
      return checkHealth(table, profile, document, { signal: work.signal });
    },
    fix: applyFix,
    proposeTask: async (document, column) => {
      const task = proposeTask((await loader.load(document)).table, column);
      if (task === null) throw new Refusal('project.no-tasks', {} as never);
      return task;
    },
    proposeSplit: async (document) => {
      const { table, profile } = await loader.load(document);
      return proposeSplit(table, document.tasks, profile);
    },
    previewSplit: async (document, split) => freeze({ ...document, split }, await loader.load(document)).split,
    plan: async () => [],
    start: no,
    control: no,
    resumeInterrupted: () => {},
    idle: async () => {},
    close: async () => {},
  };
}
