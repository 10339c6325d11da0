// New data that a finished run judges: which run, the files, what was understood of them, the result. Belongs to the
// project, so that leaving the page and coming back finds all of it.

import type { Client } from '../../engine/contract/client.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { Events } from '../../engine/contract/events.ts';
import type { Language } from '../../engine/contract/language.ts';
import type { JudgedFilter, JudgedRows, Judging, JudgingPreview, JudgingRun } from '../../engine/contract/judging.ts';
import type { FileToken } from '../../engine/contract/views.ts';
import type { Dropped, DroppedPhotos } from '../lib/dropped-files.ts';
import type { JudgedPlace } from '../lib/judging-place.ts';
import { failureOf } from './failure.ts';

type Work = 'reading' | 'judging' | 'writing';

/** Call `close` when the project is closed. */
export class JudgingDraft {
  /** Runs that can judge; null until the engine has said. */
  able = $state.raw<readonly JudgingRun[] | null>(null);
  /** The run that a person chose. */
  chosen = $state<string | null>(null);
  /** By data set. */
  files = $state.raw<Readonly<Record<string, readonly FileToken[]>>>({});
  /** By data set: the photos as they were dropped, which the window can show itself. */
  readonly photos = new Map<string, DroppedPhotos[]>();
  /** Share that is sent; null when nothing is. */
  sent = $state<number | null>(null);
  preview = $state.raw<JudgingPreview | null>(null);
  result = $state.raw<Judging | null>(null);
  /** Names of the files that were judged. */
  judgedFiles = $state.raw<readonly string[]>([]);
  /** True once the engine has let go of the result: its rows can no longer be read. */
  isGone = $state(false);
  failure = $state.raw<Failure | null>(null);
  work = $state<Work | null>(null);
  progress = $state.raw<Events['judging.progress'] | null>(null);

  /** Chosen, else the one of what is shown, else the one the engine takes where nobody chooses, else the newest. */
  readonly run = $derived.by((): JudgingRun | null => {
    const able = this.able ?? [];
    const meant = this.chosen ?? this.result?.runId ?? this.preview?.runId;
    return able.find((one) => one.runId === meant) ?? able.find((one) => one.chosenAs !== null) ?? able.at(-1) ?? null;
  });
  /** Data sets that it judges. */
  readonly places = $derived.by(() => this.#places());
  /** Data sets with files, in the order of the data sets. */
  readonly given = $derived(
    this.places.flatMap(({ id }) => {
      const files = this.files[id] ?? [];
      return files.length > 0 ? [{ id, files }] : [];
    }),
  );
  readonly canJudge = $derived(
    this.preview !== null && this.preview.problems.length === 0 && this.work === null && this.sent === null,
  );

  readonly #client: Client;
  readonly #projectId: string;
  readonly #places: () => readonly JudgedPlace[];
  readonly #stop: () => void;
  #abort: AbortController | null = null;
  #turn = 0;

  /** @param places data sets of the project that have tasks */
  constructor(client: Client, projectId: string, places: () => readonly JudgedPlace[]) {
    this.#client = client;
    this.#projectId = projectId;
    this.#places = places;
    this.#stop = client.listen('judging.progress', (progress) => {
      if (this.work !== null) this.progress = progress;
    });
  }

  /** Asks which runs can judge; asked again where one was trained, adopted or deleted. */
  async load(): Promise<void> {
    try {
      this.able = await this.#client.call('judging.runs', { projectId: this.#projectId });
    } catch (error) {
      this.able ??= [];
      this.failure = failureOf(error);
    }
  }

  hasFiles = (source: string): boolean => (this.files[source]?.length ?? 0) > 0;

  /** Another run judges: what was understood or judged by the former one is no longer meant. */
  async choose(runId: string): Promise<void> {
    const before = this.run?.runId;
    this.chosen = runId;
    if (this.run?.runId !== before) await this.read();
  }

  /** Takes files in (sending them on the loopback host) and says what they hold; beside a result it begins anew. */
  async take(source: string, dropped: Dropped): Promise<void> {
    this.cancel();
    if (this.result) this.anew();
    this.failure = null;
    if (dropped.kind === 'photos') this.photos.set(source, [...(this.photos.get(source) ?? []), dropped.photos]);
    const turn = ++this.#turn;
    try {
      for (const send of this.#sendings(dropped)) {
        const taken = await send();
        if (turn !== this.#turn) return;
        this.files = { ...this.files, [source]: [...(this.files[source] ?? []), ...taken] };
      }
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
      return;
    } finally {
      if (turn === this.#turn) this.sent = null;
    }
    await this.read();
  }

  async remove(source: string, token: string): Promise<void> {
    this.files = { ...this.files, [source]: (this.files[source] ?? []).filter((file) => file.token !== token) };
    await this.read();
  }

  /** What was understood of the files; only the newest reading counts. */
  async read(): Promise<void> {
    [this.preview, this.result, this.failure] = [null, null, null];
    // Dropped before it is known which run judges.
    if (this.able === null) await this.load();
    const found = await this.#ask('reading', (question, signal) =>
      this.#client.call('judging.preview', question, signal),
    );
    if (found) this.preview = found;
  }

  async judge(): Promise<void> {
    const names = this.given.flatMap(({ files }) => files.map((file) => file.name));
    this.failure = null;
    const result = await this.#ask('judging', (question, signal) =>
      this.#client.call('judging.start', question, signal),
    );
    if (result) [this.result, this.judgedFiles, this.isGone] = [result, names, false];
  }

  async rows(
    source: string,
    filter: JudgedFilter,
    language: Language,
    offset: number,
    limit: number,
  ): Promise<JudgedRows> {
    const judgingId = this.result?.judgingId ?? '';
    try {
      return await this.#client.call('judging.rows', { judgingId, source, filter, language, offset, limit });
    } catch (error) {
      if (failureOf(error).code === 'judging.gone' && judgingId === this.result?.judgingId) this.isGone = true;
      throw error;
    }
  }

  /** All rows as a file; null when it was cancelled. @throws what the engine refuses */
  async csv(source: string, language: Language): Promise<FileToken | null> {
    const judgingId = this.result?.judgingId;
    if (judgingId === undefined) return null;
    const turn = this.#turn;
    this.work = 'writing';
    try {
      return await this.#client.call('judging.csv', { judgingId, source, language }, this.#newSignal());
    } catch (error) {
      if (failureOf(error).code === 'cancelled') return null;
      throw error;
    } finally {
      if (turn === this.#turn) [this.work, this.progress] = [null, null];
    }
  }

  /** Without files, as before the first ones were dropped; the run stays. */
  anew(): void {
    this.cancel();
    this.files = {};
    this.photos.clear();
    [this.preview, this.result, this.failure] = [null, null, null];
  }

  /** Ends what is being sent, read, judged or written. */
  cancel(): void {
    if (this.sent !== null) this.#client.cancelTaking();
    this.#turn++;
    this.#abort?.abort();
    [this.work, this.sent, this.progress] = [null, null, null];
  }

  close(): void {
    this.cancel();
    this.#stop();
  }

  #newSignal(): AbortSignal {
    this.#abort = new AbortController();
    return this.#abort.signal;
  }

  /** Whoever cancels knows it: that is no failure. */
  #fail(error: unknown): void {
    const failure = failureOf(error);
    this.failure = failure.code === 'cancelled' ? null : failure;
  }

  #sendings(dropped: Dropped): (() => Promise<readonly FileToken[]>)[] {
    const { folders, files, lists } =
      dropped.kind === 'photos' ? dropped.photos : { folders: [], files: dropped.files, lists: [] };
    const loose = [...files, ...lists];
    const parts = folders.length + (loose.length > 0 ? 1 : 0);
    let done = 0;
    this.sent = 0;
    const progress = (share: number): void => void (this.sent = (done + share) / parts);
    const all: (() => Promise<readonly FileToken[]>)[] = folders.map((folder) => async () => {
      const token = await this.#client.takeFolder(folder, progress);
      done++;
      return [token];
    });
    if (loose.length > 0) all.push(() => this.#client.takeFiles(loose, progress));
    return all;
  }

  /** Null where there is nothing to ask, or it was refused (`failure` says why), cancelled or overtaken. */
  async #ask<T>(
    work: Work,
    send: (
      question: { runId: string; data: { source: string | null; tokens: string[] }[] },
      signal: AbortSignal,
    ) => Promise<T>,
  ): Promise<T | null> {
    this.cancel();
    const turn = this.#turn;
    // Of one data set the name may have changed since the training: it is not asked for.
    const data = this.given.map(({ id, files }) => ({
      source: this.places.length > 1 ? id : null,
      tokens: files.map((file) => file.token),
    }));
    if (!this.run || data.length === 0) return null;
    this.work = work;
    try {
      const answer = await send({ runId: this.run.runId, data }, this.#newSignal());
      return turn === this.#turn ? answer : null;
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
      return null;
    } finally {
      if (turn === this.#turn) [this.work, this.progress] = [null, null];
    }
  }
}
