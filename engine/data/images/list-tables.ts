// Tables that lie among the pictures: lists of labels, as files to read.

import { listOrigins, type Entry } from './origins.ts';

/** CSV files and workbooks in these folders and zips, by name. @throws Refusal `images.not-found`, `images.zip-damaged` */
export async function listTables(origins: readonly string[], signal?: AbortSignal): Promise<readonly Entry[]> {
  return (await listOrigins(origins, signal)).tables;
}
