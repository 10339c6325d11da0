import { expect, test } from 'vitest';
import type { RunProgress } from '../contract/runs.ts';
import { result, summary } from '../store/testing/records.ts';
import { openWorkplace } from './testing/workplace.ts';

const told: RunProgress = {
  runId: 'r1',
  state: 'running',
  phase: 'training',
  epoch: 12,
  epochs: 60,
  share: 0.2,
  secondsLeft: 40,
  mostSecondsLeft: 60,
  device: 'cpu',
  last: null,
};

test('a window that opens while a training is paused hears how far it is; of one that is over, nothing', async () => {
  const here = openWorkplace();
  try {
    const { id: projectId } = await here.call('project.create', { name: '', sample: 'energy-efficiency' });
    const { document } = await here.call('project.open', { projectId });
    const { jobs } = here.context.store;
    for (const run of ['r1', 'r2']) jobs.insertRun({ summary: summary(run, projectId), document: document! });
    expect(await here.call('run.live', { projectId })).toEqual([]);
    here.context.emit('run.progress', told);
    jobs.updateRun('r1', { state: 'paused' });
    expect(await here.call('run.live', { projectId })).toEqual([{ ...told, state: 'paused' }]);
    here.context.emit('run.changed', jobs.updateRun('r1', { state: 'completed', result }));
    expect(await here.call('run.live', { projectId })).toEqual([]);
  } finally {
    await here.close();
  }
});
