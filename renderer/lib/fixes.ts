// What was done by a fix, for the message after it. What its button says is in the contract.

import type { Fix } from '../../engine/contract/health.ts';
import type { TaskNames } from '../../engine/contract/task-names.ts';
import { formatCount } from './format.ts';
import type { healthWords } from '../text/health.ts';

type HealthWords = (typeof healthWords)['ja'];

const shownColumns = 3;

function columnList(columns: readonly string[], t: HealthWords): string {
  const shown = columns
    .slice(0, shownColumns)
    .map((name) => t.columnName(name))
    .join('');
  const rest = columns.length - shownColumns;
  return rest > 0 ? `${shown} ${t.moreColumns(rest)}` : shown;
}

export function fixDone(fix: Fix, t: HealthWords, nameOf: TaskNames): string {
  switch (fix.kind) {
    case 'exclude-column':
      return t.fixed['exclude-column'](columnList(fix.columns, t));
    case 'remove-rows':
      return t.fixed['remove-rows'](formatCount(fix.rows.length));
    case 'use-split':
      return t.fixed['use-split']();
    case 'change-kind':
      return t.fixed['change-kind'](fix.column);
    case 'drop-task':
      return t.fixed['drop-task'](nameOf(fix.taskId));
  }
}
