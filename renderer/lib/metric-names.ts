// The figure that decides for a task, by its kind, in words.

import type { Language } from '../../engine/contract/language.ts';
import type { Task } from '../../engine/contract/tasks.ts';
import { metricTexts } from '../../engine/contract/text/metrics.ts';

const mainMetrics = {
  binary: 'averagePrecision',
  classification: 'balancedAccuracy',
  regression: 'mae',
  forecast: 'mase',
} as const;

export function mainMetricName(task: Task, language: Language): string {
  return metricTexts[mainMetrics[task.kind]].name[language];
}
