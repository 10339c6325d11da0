// Files that were dropped together and have different headers: one table for each header, how each is read, and
// whether they become one table by key columns or a data set each.

import type { Client } from '../../engine/contract/client.ts';
import type { Input } from '../../engine/contract/commands.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { ImportPreview, ImportSettings } from '../../engine/contract/import.ts';
import { mostTables } from '../../engine/contract/joins.ts';
import type { JoinProposal } from '../../engine/contract/joins.ts';
import type { FileToken } from '../../engine/contract/views.ts';
import { failureOf } from './failure.ts';

export interface DroppedTable {
  readonly files: readonly FileToken[];
  readonly preview: ImportPreview;
  /** What a person said, now or about an earlier file of this kind; null = everything is guessed. */
  readonly settings: ImportSettings | null;
}

export type Together = 'join' | 'separate';

/** Files are read one by one to see which go together. */
const mostFiles = 40;

const namesOf = ({ columns }: ImportPreview): string => JSON.stringify(columns.map((column) => column.name));
const tokensOf = (table: DroppedTable): string[] => table.files.map((file) => file.token);

/** Null where one header, or more tables than can be asked about, came of the files. */
export async function severalTables(client: Client, files: readonly FileToken[]): Promise<SeveralTables | null> {
  if (files.length > mostFiles) return null;
  const alone: DroppedTable[] = [];
  for (const file of files) alone.push(await readTable(client, [file], null));
  const groups = [...Map.groupBy(alone, (table) => namesOf(table.preview)).values()];
  if (groups.length < 2 || groups.length > mostTables) return null;
  const tables: DroppedTable[] = [];
  for (const group of groups) {
    const [only] = group;
    const all = group.flatMap((table) => table.files);
    tables.push(group.length === 1 && only ? only : await readTable(client, all, null));
  }
  return new SeveralTables(client, tables);
}

async function readTable(
  client: Client,
  files: readonly FileToken[],
  settings: ImportSettings | null,
): Promise<DroppedTable> {
  const preview = await client.call('data.preview', { tokens: files.map((file) => file.token), settings });
  return { files, preview, settings: preview.remembered ?? settings };
}

export class SeveralTables {
  tables = $state.raw<readonly DroppedTable[]>([]);
  /** The one that is looked at. */
  looked = $state(0);
  /** Null as long as neither is likely and nobody chose. */
  how = $state<Together | null>(null);
  kind = $state<'left' | 'inner'>('left');
  proposal = $state.raw<JoinProposal | null>(null);
  failure = $state.raw<Failure | null>(null);
  isCounting = $state(false);

  readonly shown = $derived(this.tables[this.looked] ?? this.tables[0]!);
  readonly problems = $derived(this.tables.flatMap((table) => table.preview.problems as Failure[]));
  readonly isReady = $derived(
    this.problems.length === 0 &&
      !this.isCounting &&
      (this.how === 'separate' ||
        (this.how === 'join' && (this.proposal?.joins.every((join) => join.counts !== null) ?? false))),
  );

  readonly #client: Client;
  #turn = 0;
  #abort: AbortController | null = null;
  #keys: readonly (readonly string[] | null)[] | null = null;

  constructor(client: Client, tables: readonly DroppedTable[]) {
    this.#client = client;
    this.tables = tables;
  }

  /** The name of a table is that of its first file. */
  nameOf(table: number): string {
    const files = this.tables[table]?.files ?? [];
    return `${files[0]?.name ?? ''}${files.length > 1 ? ` + ${files.length - 1}` : ''}`;
  }

  /** Counts what joining comes to, by keys that fit until a person chose some. */
  async propose(main: number | null = null): Promise<void> {
    const turn = ++this.#turn;
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.isCounting = true;
    try {
      const tables = this.tables.map((table) => ({ tokens: tokensOf(table), settings: settingsOf(table) }));
      const keys = this.#keys?.map((one) => one && [...one]) ?? null;
      const proposal = await this.#client.call('data.propose-join', { tables, main, keys }, this.#abort.signal);
      if (turn !== this.#turn) return;
      [this.proposal, this.failure] = [proposal, null];
      if (this.how === null && proposal.isLikely) this.how = 'join';
      if (this.how === null && proposal.joins.every((join) => join.shared.length === 0)) this.how = 'separate';
    } catch (error) {
      if (turn === this.#turn) [this.proposal, this.failure] = [null, failureOf(error)];
    } finally {
      if (turn === this.#turn) this.isCounting = false;
    }
  }

  /** Another table whose rows stay: its keys are looked for anew. */
  async chooseMain(main: number): Promise<void> {
    this.#keys = null;
    await this.propose(main);
  }

  async chooseKeys(table: number, keys: readonly string[]): Promise<void> {
    this.#keys = this.tables.map((_, place) => (place === table ? keys : (this.#keys?.[place] ?? null)));
    await this.propose(this.proposal?.main ?? null);
  }

  /** One guess about the table that is looked at changed; null = all of them guessed anew. */
  async change(change: Partial<ImportSettings> | null): Promise<void> {
    const place = this.looked;
    const before = this.shown;
    const settings = change === null ? {} : { ...before.settings, ...change };
    const table = await readTable(this.#client, before.files, settings);
    this.tables = this.tables.map((one, at) => (at === place ? table : one));
    await this.propose(this.proposal?.main ?? null);
  }

  /** What is sent to import them all. */
  request(name: (table: number) => string): Omit<Input<'data.import'>, 'projectId'> {
    const main = this.how === 'join' ? (this.proposal?.main ?? 0) : 0;
    const of = (table: number) => ({
      tokens: tokensOf(this.tables[table]!),
      settings: settingsOf(this.tables[table]!),
    });
    if (this.how === 'join') {
      const joins = this.proposal?.joins ?? [];
      return { ...of(main), join: joins.map(({ table, keys }) => ({ ...of(table), keys, kind: this.kind })) };
    }
    const others = this.tables.map((_, table) => table).slice(1);
    return { ...of(main), id: name(main), beside: others.map((table) => ({ ...of(table), id: name(table) })) };
  }

  close(): void {
    this.#abort?.abort();
  }
}

/** Rows that the preview listed as broken are left out, as it says. */
function settingsOf({ settings, preview }: DroppedTable): ImportSettings | null {
  const isBroken = settings?.brokenRows === undefined && preview.brokenRows.length > 0;
  return isBroken ? { ...settings, brokenRows: 'skip' } : settings;
}
