// Rows that belong together, by lot or by time, while the chosen split would tear them apart.

import type { Finding } from '../../contract/health.ts';
import { groupRole } from '../roles.ts';
import { proposeSplit } from '../splits/propose.ts';
import { found, type HealthCheck } from './check.ts';
import { periodOf } from './order.ts';

export const groups: HealthCheck = {
  checks: ['groups', 'time-order'],
  find(context) {
    const { split } = context.document;
    if (split.kind === 'group' || split.kind === 'column') return [];
    const tasks = context.tasks.map((labels) => labels.task);
    // All columns: one the user left out as an input may still be what rows belong together by.
    const proposal = proposeSplit(context.table, tasks, context.profiles);
    const options = [proposal, ...proposal.alternatives];
    const group = options.find((option) => option.reason.code === 'group-column');
    const time = options.find((option) => option.reason.code === 'time-column');
    const findings: Finding[] = [];
    if (
      group?.reason.code === 'group-column' &&
      !(split.kind === 'time' && groupRole(group.reason.column) === 'group')
    ) {
      const { column, groups: distinct, rows } = group.reason;
      const by = groupRole(column) === null ? ('structure' as const) : ('name' as const);
      const about = { columns: [column], fix: { kind: 'use-split' as const, split: group.split } };
      findings.push(found(context, 'groups', 'warn', { column, distinct, rows, by }, about));
    }
    if (time?.reason.code === 'time-column' && split.kind !== 'time' && findings.length === 0) {
      const { column, first, last } = time.reason;
      const about = { columns: [column], fix: { kind: 'use-split' as const, split: time.split } };
      findings.push(found(context, 'time-order', 'warn', { column, ...periodOf(first, last) }, about));
    }
    return findings;
  },
};
