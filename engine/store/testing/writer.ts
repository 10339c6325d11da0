// A process that writes to a store until it is killed: for the tests of what survives.
// It says `saved EPOCH` only after the store has returned, so what it says must be found again.

import { openStore } from '../open.ts';
import { document, epoch, note, summary } from './records.ts';

const store = openStore(process.argv[2]!, { wait: 5000 });
const runId = process.argv[3]!;
const known = store.projects.list().find((project) => project.name === 'killed');
const projectId = known?.id ?? store.projects.create('killed', document());
if (!store.jobs.listRuns(projectId).some((run) => run.id === runId)) {
  store.jobs.insertRun({ summary: summary(runId, projectId, { state: 'running' }), document: document() });
}

for (let number = store.jobs.readEpochs(runId).epochs.length + 1; ; number++) {
  const bytes = Buffer.alloc(200_000, `epoch ${number} `);
  store.jobs.saveEpochs(runId, [epoch(number)], [note(number)], { name: 'checkpoint', bytes });
  store.jobs.updateRun(runId, { epochs: number });
  store.revisions.edit(projectId, null, document({ name: `edit ${number}` }));
  process.stdout.write(`saved ${number}\n`);
}
