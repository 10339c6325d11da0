// Photos that were dropped and not yet imported: what they hold, the list beside them, the import while it goes on.

import type { Client } from '../../engine/contract/client.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { Events } from '../../engine/contract/events.ts';
import type { ImagesPreview, ManifestChoice } from '../../engine/contract/photos.ts';
import type { FileToken } from '../../engine/contract/views.ts';
import type { DroppedPhotos } from '../lib/dropped-files.ts';
import { failureOf } from './failure.ts';

/** Call `close` when it is imported or dropped. */
export class PhotoDraft {
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
  isImporting = $state(false);
  progress = $state.raw<Events['import.progress'] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** True where the photos come beside the data that are there. */
  isFurther = $state(false);
  id = $state('');

  readonly tokens = $derived(this.files.map((file) => file.token));

  readonly #client: Client;
  readonly #stop: () => void;
  #abort: AbortController | null = null;
  #turn = 0;
  /** True once the user chose a list, or none. */
  #hasChosen = false;

  constructor(client: Client) {
    this.#client = client;
    this.#stop = client.listen('import.progress', (progress) => (this.progress = progress));
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
      this.#fail(error);
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
    this.#abort?.abort();
    if (this.files.length === 0) {
      this.preview = null;
      return;
    }
    this.#abort = new AbortController();
    this.isReading = true;
    try {
      const { tokens, manifest, path } = this;
      const asked = { tokens, manifest, path };
      const preview = await this.#client.call('images.preview', asked, this.#abort.signal);
      if (turn === this.#turn) [this.preview, this.failure] = [preview, null];
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
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

  /** Sends the import; null when it was refused or cancelled, and `failure` says why. */
  async send<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    this.#abort = new AbortController();
    this.isImporting = true;
    this.failure = null;
    try {
      return await work(this.#abort.signal);
    } catch (error) {
      this.#fail(error);
      return null;
    } finally {
      [this.isImporting, this.progress] = [false, null];
    }
  }

  /** Ends what is being sent, read or imported. */
  cancel(): void {
    this.#client.cancelTaking();
    this.#abort?.abort();
  }

  close(): void {
    this.cancel();
    this.#stop();
  }

  #fail(error: unknown): void {
    const failure = failureOf(error);
    this.failure = failure.code === 'cancelled' ? null : failure;
  }
}
