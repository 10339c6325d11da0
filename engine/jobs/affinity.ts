// The affinity map of a project document: its data, encoded as for training, probed on the CPU.

import { Refusal } from '../contract/errors.ts';
import type { AffinityMap } from '../contract/methods.ts';
import type { ProjectDocument } from '../contract/project.ts';
import { createExecutor } from '../runtime/index.ts';
import { probeAffinity } from '../training/affinity-probe.ts';
import type { ProbeHooks } from '../training/affinity-probe.ts';
import type { LoadedData } from './loaded.ts';
import { prepare } from './units.ts';

/** @throws Refusal `affinity.one-task`, and whatever training these data would be refused for */
export async function measureAffinity(
  document: ProjectDocument,
  data: LoadedData,
  hooks: ProbeHooks,
): Promise<AffinityMap> {
  requireSeveralTasks(document);
  const { units } = await prepare(document, data, undefined, hooks.signal);
  // Tasks of different networks cannot help each other: the network with most tasks is looked at.
  const unit = units.reduce((a, b) => (b.targets.length > a.targets.length ? b : a));
  // The network is small: handing its work to a second thread costs more than it saves.
  const executor = await createExecutor('cpu', { threads: 1 });
  return probeAffinity({ ...unit, seed: document.seeds[0] ?? 1, executor }, hooks);
}

function requireSeveralTasks({ tasks }: ProjectDocument): void {
  if (tasks.length === 1) throw new Refusal('affinity.one-task', { task: tasks[0]!.id });
}

/** What an affinity map speaks of: data, inputs, tasks and split. Another budget or recipe does not change it. */
export function affinityBasis({ data, inputs, tasks, split, splits, seeds }: ProjectDocument): string {
  const labels = tasks.map(({ importance: _importance, name: _name, ...task }) => task);
  const sources = data.map(({ names: _names, ...source }) => source);
  return JSON.stringify([sources, inputs, labels, split, seeds[0] ?? 1, ...(splits ? [splits] : [])]);
}
