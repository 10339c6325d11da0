// Photos that were dropped and not yet imported: what they hold, the list beside them, the import while it goes on.

import type { Client } from '../../engine/contract/client.ts';
import type { ImagesPreview, ManifestChoice } from '../../engine/contract/photos.ts';
import type { FileToken } from '../../engine/contract/views.ts';
import type { DroppedPhotos } from '../lib/dropped-files.ts';
import { Sending } from './sending.svelte.ts';

/** Call `close` when it is imported or dropped. */
export class PhotoDraft extends Sending {
  files = $state.raw<readonly FileToken[]>([]);
  /** Tables that came along or were chosen: each may be the list of labels. */
  lists = $state.raw<readonly FileToken[]>([]);
  manifest = $state.raw<ManifestChoice>(null);
  /** Column of the list with the file names; null = found by its values. */
  path = $state<string | null>(null);
  /** Share that is sent; null when nothing is. */
  sent = $state<number | null>(null);
  preview = $state.raw<ImagesPreview | null>(null);
  isReading = $state(false);
  /** True where the photos come beside the data that are there. */
  isFurther = $state(false);
  id = $state('');
  /** The table that was there when they were dropped. */
  beside: { readonly projectId: string; readonly source: string } | null = null;
  /** True where that table is to be joined to them; null until a person chose: then where it names them. */
  joins = $state<boolean | null>(null);
  /** Column of the table that names the photos, where a person chose one. */
  joinColumn = $state<string | null>(null);

  readonly join = $derived(this.preview?.join ?? null);
  readonly photoColumn = $derived(this.joinColumn ?? this.join?.guess ?? null);
  readonly isJoined = $derived(this.join !== null && (this.joins ?? this.join.guess !== null));
  /** It can be joined by the column that is chosen. */
  readonly canBeJoined = $derived(
    this.join?.columns.some((one) => one.name === this.photoColumn && one.photos > 0 && one.repeated === 0) ?? false,
  );

  readonly tokens = $derived(this.files.map((file) => file.token));

  readonly #client: Client;
  #turn = 0;
  /** True once the user chose a list, or none. */
  #hasChosen = false;

  constructor(client: Client) {
    super(client);
    this.#client = client;
  }

  /** Takes photos and lists in (sending them on the loopback host) and reads what they hold. */
  async add(photos: DroppedPhotos): Promise<void> {
    this.failure = null;
    this.sent = 0;
    const parts = photos.folders.length + (photos.files.length > 0 ? 1 : 0) + (photos.lists.length > 0 ? 1 : 0);
    let done = 0;
    const progress = (share: number): void => void (this.sent = (done + share) / parts);
    try {
      for (const folder of photos.folders) {
        this.files = [...this.files, await this.#client.takeFolder(folder, progress)];
        done++;
      }
      if (photos.files.length > 0) {
        this.files = [...this.files, ...(await this.#client.takeFiles(photos.files, progress))];
        done++;
      }
      if (photos.lists.length > 0)
        this.lists = [...this.lists, ...(await this.#client.takeFiles(photos.lists, progress))];
    } catch (error) {
      this.fail(error);
      return;
    } finally {
      this.sent = null;
    }
    const list = this.lists.at(-1);
    if (list && this.manifest === null) this.manifest = { from: 'file', token: list.token };
    await this.read();
  }

  async remove(token: string): Promise<void> {
    this.files = this.files.filter((file) => file.token !== token);
    await this.read();
  }

  async chooseList(manifest: ManifestChoice, path: string | null = null): Promise<void> {
    this.#hasChosen = true;
    [this.manifest, this.path] = [manifest, path];
    await this.read();
  }

  /** Only the newest reading counts; an older one is ended. */
  async read(): Promise<void> {
    const turn = ++this.#turn;
    super.cancel();
    if (this.files.length === 0) {
      this.preview = null;
      return;
    }
    const signal = this.anew();
    this.isReading = true;
    try {
      const { tokens, manifest, path } = this;
      const asked = { tokens, manifest, path, ...(this.beside ? { beside: this.beside } : {}) };
      const preview = await this.#client.call('images.preview', asked, signal);
      if (turn === this.#turn) [this.preview, this.failure] = [preview, null];
    } catch (error) {
      if (turn === this.#turn) this.fail(error);
    } finally {
      if (turn === this.#turn) [this.isReading, this.progress] = [false, null];
    }
    if (turn === this.#turn) await this.#proposeList();
  }

  /** Where folders say nothing and one table lies among the photos, that table is the list until the user says else. */
  async #proposeList(): Promise<void> {
    const { tables = [], classes = [] } = this.preview?.report ?? {};
    const [name, ...others] = tables;
    if (this.#hasChosen || this.manifest !== null || this.failure !== null) return;
    if (name === undefined || others.length > 0 || classes.length > 0) return;
    this.#hasChosen = true;
    this.manifest = { from: 'inside', name };
    await this.read();
    if (this.preview !== null && this.preview.listFailure !== null) await this.chooseList(null);
  }

  /** Ends what is being sent, read or imported. */
  override cancel(): void {
    this.#client.cancelTaking();
    super.cancel();
  }
}
