// The sections of the report, in the order they are printed.

import type { ReportFacts } from '../facts.ts';
import type { Html } from '../markup.ts';
import type { Writer } from '../words.ts';
import { adviceSection } from './advice.ts';
import { budgetSection } from './budget.ts';
import { computeSection } from './compute.ts';
import { conclusion } from './conclusion.ts';
import { conditionSection } from './conditions.ts';
import { dataSection } from './data.ts';
import { methodSection } from './methods.ts';
import { photoSection } from './photos.ts';
import { forecastSection } from './forecasts.ts';
import { head, recordSection } from './records.ts';
import { resultSection } from './results.ts';
import { summary } from './summary.ts';
import { splitSection, taskSection } from './tasks.ts';
import { weightSection } from './weights.ts';

export type Section = (facts: ReportFacts, writer: Writer) => Html | '';

export const sections: readonly Section[] = [
  head,
  conclusion,
  summary,
  dataSection,
  taskSection,
  splitSection,
  resultSection,
  forecastSection,
  photoSection,
  adviceSection,
  computeSection,
  budgetSection,
  weightSection,
  methodSection,
  conditionSection,
  recordSection,
];
