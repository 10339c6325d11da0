// Tells whether anything trains, on every change: the shell asks before closing the window.

import type { EventName, Events } from '../contract/events.ts';
import type { RunState } from '../contract/runs.ts';

const busy: readonly RunState[] = ['running', 'waiting'];

export function trainingWatch(
  tell: (active: boolean) => void,
): <E extends EventName>(event: E, value: Events[E]) => void {
  const active = new Set<string>();
  return (event, value) => {
    if (event !== 'run.changed') return;
    const { id, state } = value as Events['run.changed'];
    const before = active.size > 0;
    if (busy.includes(state)) active.add(id);
    else active.delete(id);
    if (active.size > 0 !== before) tell(active.size > 0);
  };
}
