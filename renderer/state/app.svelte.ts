// The window as a whole: where it stands, which project is open, what the engine last said.

import type { Client } from '../../engine/contract/client.ts';
import type { Input, Output } from '../../engine/contract/commands.ts';
import type { Language } from '../../engine/contract/language.ts';
import type { Settings } from '../../engine/contract/views.ts';
import type { Engine } from '../lib/engine.ts';
import { freeName } from '../lib/free-name.ts';
import { connectionEvent } from '../lib/loopback-bridge.ts';
import { recall, remember } from '../lib/remember.ts';
import type { Choices } from '../lib/recipe-names.ts';
import { failureOf } from './failure.ts';
import { ImportDraft } from './import-draft.svelte.ts';
import type { Purpose } from './import-draft.svelte.ts';
import type { SeveralTables } from './several-tables.svelte.ts';
import type { Dropped } from '../lib/dropped-files.ts';
import { locale } from './locale.svelte.ts';
import type { Theme } from './locale.svelte.ts';
import { PhotoDraft } from './photo-draft.svelte.ts';
import { Project } from './project.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

export const steps = ['data', 'tasks', 'train', 'compare', 'report', 'judge'] as const;
export type Step = (typeof steps)[number];
export type Page = 'start' | Step | 'settings';

export class App {
  readonly client: Client;
  readonly toasts = new Toasts();
  info = $state.raw<Output<'app.info'> | null>(null);
  settings = $state.raw<Settings>({
    language: null,
    theme: 'system',
    device: 'auto',
  });
  choices = $state.raw<Choices>([]);
  page = $state<Page>('start');
  project = $state.raw<Project | null>(null);
  draft = $state.raw<ImportDraft | null>(null);
  /** Photos that were dropped and are not imported yet. */
  photos = $state.raw<PhotoDraft | null>(null);
  isOpening = $state(false);
  isConnected = $state(true);
  /** Set when the engine died and came back; the window says so until it is closed. */
  restartedAt = $state<number | null>(null);

  /** The furthest step that has what it needs. */
  readonly reached = $derived.by((): number => {
    const project = this.project;
    if (!project?.hasData) return 0;
    if (project.runs.finished.some((run) => run.kind === 'recipe')) return 5;
    if (project.runs.all.length > 0) return 3;
    return project.canTrain ? 2 : 1;
  });

  constructor({ client, bridge }: Engine) {
    this.client = client;
    client.listen('engine.restarted', ({ at }) => {
      this.restartedAt = at;
      void this.attempt(async () => this.project?.load());
    });
    bridge.listen(connectionEvent, (value) => {
      const isBack = value === true && !this.isConnected;
      this.isConnected = value === true;
      // What happened meanwhile was told to nobody.
      if (isBack) void this.attempt(async () => this.project?.load());
    });
  }

  /** Asks the engine who it is, and opens what was open before a reload. */
  async start(): Promise<void> {
    await this.attempt(async () => {
      const [info, settings, choices] = await Promise.all([
        this.client.call('app.info', null),
        this.client.call('settings.get', null),
        this.client.call('recipe.list', null),
      ]);
      [this.info, this.settings, this.choices] = [info, settings, choices];
      if (settings.language) locale.setLanguage(settings.language);
      locale.setTheme(settings.theme);
    });
    const place = recall<{ page: Page; projectId: string } | null>('place', null);
    if (place && location.hash.startsWith('#/')) await this.open(place.projectId, place.page);
  }

  get #sourceIds(): string[] {
    return (this.project?.document?.data ?? []).map((source) => source.id);
  }

  /** Runs something that may be refused; a refusal becomes a message. True when it went well. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.toasts.fail(failureOf(error));
      return false;
    }
  }

  go(page: Page): void {
    this.page = page;
    history.replaceState(null, '', this.project && page !== 'start' ? `#/${page}` : '#');
    if (this.project) remember('place', { page, projectId: this.project.id });
  }

  async open(projectId: string, page: Page | null = null): Promise<void> {
    await this.attempt(async () => {
      this.isOpening = true;
      try {
        await this.show(await this.client.call('project.open', { projectId }), page);
      } finally {
        this.isOpening = false;
      }
    });
  }

  async show(view: Output<'project.open'>, page: Page | null = null): Promise<void> {
    this.project?.close();
    this.#closeDrafts();
    this.toasts.closeFailures();
    const project = new Project(this.client, view);
    this.project = project;
    remember('lastProject', view.id);
    await project.load();
    if (this.project !== project) return; // another one was opened meanwhile
    // Whoever comes back while something trains wants to see how far it is.
    const reached = project.runs.live.length > 0 ? 'train' : view.reached;
    this.go(page ?? (view.document ? reached : 'data'));
  }

  closeProject(): void {
    this.toasts.closeFailures();
    this.project?.close();
    this.project = null;
    this.#closeDrafts();
    this.go('start');
  }

  #closeDrafts(): void {
    this.draft?.close();
    this.photos?.close();
    [this.draft, this.photos] = [null, null];
  }

  /** Whatever was dropped or chosen: tables to the draft of a table, photos to that of photos. */
  async take(dropped: Dropped): Promise<void> {
    const isList = dropped.kind === 'tables' && this.photos !== null;
    if (dropped.kind === 'tables' && !isList)
      return this.takeFiles(dropped.files, this.project?.hasData ? 'join' : 'main');
    if (!this.photos) {
      this.draft?.close();
      this.draft = null;
      this.photos = new PhotoDraft(this.client);
      this.photos.isFurther = this.project?.hasData ?? false;
      if (this.project?.hasData) this.photos.beside = { projectId: this.project.id, source: this.project.sourceId };
    }
    this.go('data');
    // A table dropped beside photos is their list.
    await this.photos.add(
      dropped.kind === 'photos' ? dropped.photos : { folders: [], files: [], lists: dropped.files },
    );
    if (this.photos?.id === '') this.photos.id = freeName(this.photos.files[0]?.name ?? '', this.#sourceIds, 'photos');
  }

  /** Dropped or chosen files: to the draft that is open, else a new one. */
  async takeFiles(files: readonly File[], purpose: Purpose = 'main'): Promise<void> {
    if (files.length === 0) return;
    if (!this.draft) this.draft = new ImportDraft(this.client, purpose);
    this.go('data');
    await this.draft.add(files);
  }

  dropDraft(): void {
    this.#closeDrafts();
    const empty = this.project && !this.project.view.document ? this.project : null;
    if (!empty) return this.project ? undefined : this.go('start');
    // A project that was made for this import and got nothing is not left behind.
    this.closeProject();
    void this.attempt(() => this.client.call('project.delete', { projectId: empty.id }));
  }

  /** Imports the draft, into the open project or into a new one named after the file. */
  async importDraft(): Promise<void> {
    const draft = this.draft;
    if (!draft?.preview) return;
    const name = (draft.files[0]?.name ?? '').replace(/\.[^.]+$/, '');
    const further = freeName(name, this.#sourceIds, 'data');
    const done = await draft.send(async (signal) => {
      const view = this.project?.view ?? (await this.client.call('project.create', { name, sample: null }));
      if (!this.project) this.project = new Project(this.client, view);
      if (draft.several) return this.client.call('data.import', this.#severalRequest(draft.several, view.id), signal);
      // What the preview listed as broken is left out as its button said; further ones are refused by name.
      const brokenRows = draft.settings?.brokenRows ?? (draft.preview?.brokenRows.length ? 'skip' : 'refuse');
      const common = {
        projectId: view.id,
        tokens: [...draft.tokens],
        // Only what a person said: the engine guesses the rest as in the preview, and remembers no guess.
        settings: draft.settings || brokenRows === 'skip' ? { ...draft.settings, brokenRows } : null,
      };
      // With several data sets only the one that is looked at is replaced or added to.
      const own = (view.document?.data.length ?? 0) > 1 ? this.project.sourceId : undefined;
      const id = draft.purpose === 'further' ? further : own;
      if (draft.purpose === 'main' || draft.purpose === 'further')
        return this.client.call('data.import', { ...common, ...(id === undefined ? {} : { id }) }, signal);
      const source = own === undefined ? {} : { source: own };
      if (draft.purpose === 'append') return this.client.call('data.append', { ...common, ...source }, signal);
      const photo = draft.photoJoin ? (draft.photoColumn ?? draft.photoJoin.guess) : null;
      const join = {
        keys: [...(draft.keys ?? [])],
        kind: draft.joinKind,
        ...(photo === null ? {} : { photo, keys: [] }),
      };
      return this.client.call('data.join', { ...common, ...source, ...join }, signal);
    });
    if (!done || !this.project) return;
    this.project.isLoading = false;
    const isFurther = draft.purpose === 'further' || draft.several !== null;
    await this.project.imported(done, isFurther ? done.data.sourceId : null);
    draft.close();
    this.draft = null;
    this.go('data');
  }

  /** Several tables beside what is there, or as a project's first data. */
  #severalRequest(several: SeveralTables, projectId: string): Input<'data.import'> {
    const names = new Map<number, string>();
    const nameOf = (table: number): string => {
      const name = names.get(table) ?? freeName(several.nameOf(table), [...this.#sourceIds, ...names.values()], 'data');
      names.set(table, name);
      return name;
    };
    const request = several.request(nameOf);
    const id = request.id ?? (this.project?.hasData ? nameOf(several.proposal?.main ?? 0) : undefined);
    return { projectId, ...request, ...(id === undefined ? {} : { id }) };
  }

  /** Imports the photos, into the open project or into a new one named after their folder. */
  async importPhotos(): Promise<void> {
    const draft = this.photos;
    if (!draft?.preview) return;
    const name = (draft.files[0]?.name ?? '').replace(/\.zip$/i, '');
    const done = await draft.send(async (signal) => {
      const view = this.project?.view ?? (await this.client.call('project.create', { name, sample: null }));
      if (!this.project) this.project = new Project(this.client, view);
      const { tokens, manifest, path, beside, photoColumn } = draft;
      const joined =
        draft.isJoined && beside && photoColumn !== null
          ? { joined: { source: beside.source, photo: photoColumn } }
          : {};
      const id = draft.isFurther && !draft.isJoined ? draft.id.trim() : null;
      return this.client.call(
        'data.import-images',
        { projectId: view.id, tokens: [...tokens], manifest, path, id, ...joined },
        signal,
      );
    });
    if (!done || !this.project) return;
    this.project.isLoading = false;
    await this.project.imported(done, draft.isFurther && !draft.isJoined ? draft.id.trim() : null);
    this.#closeDrafts();
    this.go('data');
  }

  /** Adds files with one cycle of a signal a row to the data set that is looked at. */
  async addSignals(files: readonly File[]): Promise<boolean> {
    const project = this.project;
    if (!project?.hasData || files.length === 0) return false;
    const asked = { projectId: project.id, source: project.sourceId };
    return this.attempt(async () => {
      const tokens = (await this.client.takeFiles(files)).map((file) => file.token);
      await project.imported(await this.client.call('data.add-signals', { ...asked, tokens }));
    });
  }

  /** One step back or forth; where the data is gone with it, the Data page says what to do. */
  async step(way: 'undo' | 'redo'): Promise<void> {
    await this.attempt(async () => this.project?.[way]());
    const needsData = this.page !== 'start' && this.page !== 'settings' && this.page !== 'data';
    if (this.project && !this.project.hasData && needsData) this.go('data');
  }

  setLanguage(language: Language): void {
    locale.setLanguage(language);
    void this.saveSettings({ language });
  }

  setTheme(theme: Theme): void {
    locale.setTheme(theme);
    void this.saveSettings({ theme });
  }

  async saveSettings(change: Partial<Settings>): Promise<void> {
    this.settings = { ...this.settings, ...change };
    await this.attempt(async () => (this.settings = await this.client.call('settings.set', this.settings)));
  }
}
