// Files that were dropped and not yet imported: their preview, the guesses a person changed, and the
// import while it goes on. Belongs to no project until it is imported.

import type { Client } from '../../engine/contract/client.ts';
import type { ImportPreview, ImportSettings } from '../../engine/contract/import.ts';
import type { PhotoJoinProposal } from '../../engine/contract/joins.ts';
import type { FileToken } from '../../engine/contract/views.ts';
import { failureOf } from './failure.ts';
import { Sending } from './sending.svelte.ts';
import { severalTables } from './several-tables.svelte.ts';
import type { SeveralTables } from './several-tables.svelte.ts';

/** What the files are for: the project's table, more rows of it, columns to be joined to it, or a further data set. */
export type Purpose = 'main' | 'append' | 'join' | 'further';

const isOfSeveral = ({ code }: { readonly code: string }): boolean =>
  code === 'import.different-headers' || code === 'import.different-formats';

/** Call `close` when it is imported or dropped. */
export class ImportDraft extends Sending {
  files = $state.raw<readonly FileToken[]>([]);
  /** Share of the upload that is done; null when nothing is being uploaded. */
  uploaded = $state<number | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  isReading = $state(false);
  settings = $state.raw<ImportSettings | null>(null);
  /** Settings of an earlier file of this kind are in use, unasked. */
  isRemembered = $state(false);
  purpose = $state<Purpose>('main');
  /** What a person chose; until then files with the table's own columns are taken as more rows of it. */
  chosenPurpose = $state<Purpose | null>(null);
  /** Null until a person chose: then the one column that both tables have, if there is just one. */
  keys = $state.raw<readonly string[] | null>(null);
  joinKind = $state<'left' | 'inner'>('left');
  /** Where the file would be joined to photos: which of its columns name them. */
  photoJoin = $state.raw<PhotoJoinProposal | null>(null);
  /** The column a person chose; until then the one that was guessed. */
  photoColumn = $state<string | null>(null);
  /** Where the files are several tables: each with its own header. */
  several = $state.raw<SeveralTables | null>(null);

  /** What is looked at: all files as one table, or one of several tables. */
  readonly shown = $derived(this.several?.shown.preview ?? this.preview);
  readonly shownSettings = $derived(this.several ? this.several.shown.settings : this.settings);
  readonly tokens = $derived(this.files.map((file) => file.token));

  readonly #client: Client;
  #previews = 0;

  constructor(client: Client, purpose: Purpose) {
    super(client);
    this.#client = client;
    this.purpose = purpose;
  }

  /** Adds files (uploading them on the loopback host) and shows the preview of all. */
  async add(files: readonly File[]): Promise<void> {
    this.failure = null;
    this.uploaded = 0;
    try {
      const taken = await this.#client.takeFiles(files, (share) => (this.uploaded = share));
      this.files = [...this.files, ...taken];
    } catch (error) {
      this.failure = failureOf(error);
      return;
    } finally {
      this.uploaded = null;
    }
    await this.#read();
  }

  /** Leaves one of several files out again. */
  async remove(token: string): Promise<void> {
    this.files = this.files.filter((file) => file.token !== token);
    await this.#read();
  }

  /** One guess changed by a person; everything else is guessed again around it. */
  async change(change: Partial<ImportSettings>): Promise<void> {
    if (this.several && change.differentHeaders === undefined) return this.several.change(change);
    this.settings = { ...this.settings, ...change };
    await this.#read();
  }

  /** Reads the file as if it were the first of its kind; importing it then forgets what was said before. */
  async forget(): Promise<void> {
    if (this.several) return this.several.change(null);
    this.settings = {};
    this.isRemembered = false;
    await this.#read();
  }

  async changeColumn(column: string, change: NonNullable<ImportSettings['columns']>[string]): Promise<void> {
    const columns = this.shownSettings?.columns ?? {};
    await this.change({
      columns: { ...columns, [column]: { ...columns[column], ...change } },
    });
  }

  override close(): void {
    super.close();
    this.several?.close();
  }

  /** Finds out which column names the photos of a data set. */
  async proposePhotoJoin(projectId: string, source: string): Promise<void> {
    const { tokens, settings } = this;
    const turn = this.#previews;
    try {
      const proposal = await this.#client.call('images.propose-join', { projectId, source, tokens, settings });
      if (turn === this.#previews) this.photoJoin = proposal;
    } catch (error) {
      if (turn === this.#previews) this.failure = failureOf(error);
    }
  }

  async #read(): Promise<void> {
    const turn = ++this.#previews;
    [this.photoJoin, this.photoColumn] = [null, null];
    this.isReading = true;
    try {
      const preview = await this.#client.call('data.preview', {
        tokens: this.tokens,
        settings: this.settings,
      });
      if (turn !== this.#previews) return;
      const several = preview.problems.some(isOfSeveral) ? await severalTables(this.#client, this.files) : null;
      if (turn !== this.#previews) return;
      this.several?.close();
      [this.preview, this.several, this.failure] = [preview, several, null];
      if (several) void several.propose();
      if (!preview.remembered) return;
      this.settings = preview.remembered;
      this.isRemembered = true;
    } catch (error) {
      if (turn === this.#previews) this.failure = failureOf(error);
    } finally {
      if (turn === this.#previews) this.isReading = false;
    }
  }
}
