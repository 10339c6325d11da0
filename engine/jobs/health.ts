// Health of all data sets of a document: each table's own checks, those of its photos, those of its order in time.

import { Refusal } from '../contract/errors.ts';
import type { Finding, HealthReport, Severity } from '../contract/health.ts';
import { severities } from '../contract/health.ts';
import type { ProjectDocument } from '../contract/project.ts';
import { checkHealth } from '../data/health/index.ts';
import { checkImages } from '../data/images/check-images.ts';
import type { LoadProgress } from './jobs.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import { freeze, splitFor, tasksOf } from './prepare.ts';

/** @param only one data set; absent = all, one after another */
export async function healthOf(
  document: ProjectDocument,
  data: LoadedData,
  { signal, progress }: LoadProgress,
  only?: string,
): Promise<HealthReport> {
  const sources = data.sources.filter((source) => only === undefined || source.id === only);
  const findings: Finding[] = [];
  const allParts = partsOf(document, data);
  for (const [place, source] of sources.entries()) {
    const parts = allParts?.subarray(source.firstRow, source.firstRow + source.table.rowCount);
    const tell = (share: number): void =>
      progress?.('checking', (place + share) / sources.length, source.table.rowCount);
    const { findings: own } = await checkHealth(source.table, source.profile, asOf(document, source), {
      ...(signal ? { signal } : {}),
      progress: tell,
      source: source.id,
      series: source.series,
      parts,
    });
    const found = [...own, ...photoFindings(document, source, parts)];
    findings.push(...found.map((finding) => ({ ...finding, data: source.id })));
  }
  return reportOf(findings);
}

/**
 * The document as it stands for this data set: divided in its own way, and without what people wrote about photos,
 * which is no input, so that nothing about it can give an answer away; their names are none.
 */
function asOf(document: ProjectDocument, source: LoadedSource): ProjectDocument {
  const own = { ...document, split: splitFor(document, source, tasksOf(document, source)) };
  if (source.images === null) return own;
  const exclude = [...document.inputs.exclude, ...source.labelColumns, 'image'];
  return { ...own, inputs: { ...own.inputs, exclude } };
}

function photoFindings(document: ProjectDocument, source: LoadedSource, parts: Uint8Array | undefined): Finding[] {
  if (!source.images) return [];
  const tasks = tasksOf(document, source);
  return checkImages(source.table, source.images.set, {
    source: source.id,
    tasks,
    split: splitFor(document, source, tasks),
    parts,
    snapshotRow: snapshotRow(document, source),
  });
}

/** The part of each row of all data sets; undefined as long as they cannot be divided. */
function partsOf(document: ProjectDocument, data: LoadedData): Uint8Array | undefined {
  try {
    return freeze(document, data).parts;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return undefined; // why is said where the split is chosen
  }
}

/** Rows as the data set was read, before any was removed. */
function snapshotRow({ data }: ProjectDocument, { id, table }: LoadedSource): (row: number) => number {
  const removed = new Set(data.find((source) => source.id === id)?.withoutRows ?? []);
  if (removed.size === 0) return (row) => row;
  const kept: number[] = [];
  for (let row = 0; kept.length < table.rowCount; row++) if (!removed.has(row)) kept.push(row);
  return (row) => kept[row]!;
}

/** A check that found something in one data set has not passed because it found nothing in another. */
function reportOf(all: readonly Finding[]): HealthReport {
  const failing = new Set(all.filter((one) => one.severity !== 'pass').map((one) => one.check));
  const passed = new Map(all.filter((one) => one.severity === 'pass').map((one) => [one.check, one]));
  const findings = [
    ...all.filter((one) => one.severity !== 'pass'),
    ...[...passed.values()].filter((one) => !failing.has(one.check)),
  ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  return { findings, counts: { fail: count('fail'), warn: count('warn'), pass: count('pass') } };
}
