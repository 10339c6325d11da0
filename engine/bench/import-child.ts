// One import in a process of its own, so that its peak memory is its own: prints rows, seconds and MB as JSON.

import { milliseconds } from '../base/clock.ts';
import { importFiles } from '../data/import.ts';
import { previewFiles } from '../data/preview.ts';

const path = process.argv[2]!;
const started = milliseconds();
const preview = await previewFiles([path]);
const previewSeconds = (milliseconds() - started) / 1000;
const { table, report } = await importFiles([path]);
const last = table.columns.at(-1)!;
const sum =
  'values' in last ? last.values.reduce((total, value) => (Number.isNaN(value) ? total : total + value), 0) : NaN;
const result = {
  rows: table.rowCount,
  sum,
  seconds: report.seconds,
  megabytes: process.resourceUsage().maxRSS / 1024,
  previewSeconds,
  guessed: preview.columns.length,
};
process.stdout.write(JSON.stringify(result));
