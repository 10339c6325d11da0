// Guesses written out as settings, so that the same reading can be repeated and remembered.

import type { ColumnSetting, ImportSettings } from '../contract/import.ts';
import type { Look } from './look.ts';
import type { Plan } from './plan.ts';

/** Complete settings: what the person said, and for the rest what was guessed. */
export function settledSettings(look: Look, plan: Plan, settings: ImportSettings): ImportSettings {
  const { guesses } = look;
  const columns: Record<string, ColumnSetting> = {};
  for (const column of plan.columns) {
    if (column.fields.length > 1) continue;
    columns[column.name] = {
      kind: column.kind.value,
      unit: column.unit,
      ...(column.dateFormat ? { dateFormat: column.dateFormat.value } : {}),
    };
  }
  return {
    encoding: guesses.encoding.value,
    delimiter: guesses.delimiter.value,
    quote: guesses.quote.value,
    decimal: guesses.decimal.value,
    thousands: guesses.thousands.value,
    headerLine: guesses.headerLine.value,
    unitLine: guesses.unitLine.value,
    skipLines: guesses.skipLines.value,
    firstDataLine: guesses.firstDataLine.value,
    ...(settings.missing ? { missing: settings.missing } : {}),
    ...(guesses.sheet ? { sheet: guesses.sheet.value } : {}),
    columns,
    dateTimePairs: plan.dateTimePairs.value,
    brokenRows: settings.brokenRows ?? 'refuse',
    differentHeaders: settings.differentHeaders ?? 'refuse',
  };
}
