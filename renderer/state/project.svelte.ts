// The open project as the window holds it: its document and revision, its data, its health, its runs.
// Every decision goes through `edit`, one at a time, so that undo goes back one decision.

import type { Client } from '../../engine/contract/client.ts';
import type { Output } from '../../engine/contract/commands.ts';
import { toFailure } from '../../engine/contract/errors.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { ColumnProfile, Fix, HealthReport } from '../../engine/contract/health.ts';
import type { ProjectDocument } from '../../engine/contract/project.ts';
import { RunList } from './runs.svelte.ts';
import { failureOf } from './failure.ts';

type ProjectView = Output<'project.open'>;
type DataView = NonNullable<Output<'data.view'>>;

/** Call `close` when another project is opened. */
export class Project {
  view = $state.raw<ProjectView>() as ProjectView;
  data = $state.raw<DataView | null>(null);
  /** Each data set on its own, where there are several. */
  parts = $state.raw<readonly DataView[]>([]);
  health = $state.raw<HealthReport | null>(null);
  healthFailure = $state.raw<Failure | null>(null);
  isChecking = $state(false);
  /** True until the data of the project has been asked for once. */
  isLoading = $state(true);
  readonly runs: RunList;

  readonly document = $derived<ProjectDocument | null>(this.view.document);
  readonly columns = $derived<readonly ColumnProfile[]>(this.data?.columns ?? []);
  readonly targets = $derived(new Set((this.document?.tasks ?? []).map((task) => task.target)));
  readonly excluded = $derived(new Set(this.document?.inputs.exclude ?? []));
  readonly hasData = $derived(this.data !== null);
  /** Findings of the health check that should be corrected and were neither corrected nor accepted. */
  readonly openFails = $derived.by(() => {
    const accepted = new Set(this.document?.accepted ?? []);
    return (this.health?.findings ?? []).filter((finding) => finding.severity === 'fail' && !accepted.has(finding.key))
      .length;
  });
  readonly canTrain = $derived(this.hasData && (this.document?.tasks.length ?? 0) > 0);

  readonly #client: Client;
  #queue: Promise<unknown> = Promise.resolve();
  #checks = 0;

  constructor(client: Client, view: ProjectView) {
    this.#client = client;
    this.view = view;
    this.runs = new RunList(client, view.id);
  }

  get id(): string {
    return this.view.id;
  }

  async load(): Promise<void> {
    try {
      await Promise.all([this.#loadData(), this.runs.load()]);
    } finally {
      this.isLoading = false;
    }
    void this.check();
  }

  /** Changes the document; the change is made on the newest revision, after all earlier ones. */
  edit(change: (document: ProjectDocument) => ProjectDocument): Promise<void> {
    return this.#inTurn(async () => {
      const { document, revision } = this.view;
      if (!document) return;
      await this.#take(
        await this.#client.call('project.edit', { projectId: this.id, revision, document: change(document) }),
      );
    });
  }

  fix(fix: Fix): Promise<void> {
    return this.#inTurn(async () => this.#take(await this.#client.call('data.fix', { projectId: this.id, fix })));
  }

  undo(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.view.canUndo) await this.#take(await this.#client.call('project.undo', { projectId: this.id }));
    });
  }

  redo(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.view.canRedo) await this.#take(await this.#client.call('project.redo', { projectId: this.id }));
    });
  }

  rename(name: string): Promise<void> {
    return this.#inTurn(async () => {
      this.view = await this.#client.call('project.rename', { projectId: this.id, name });
    });
  }

  /** After an import or a join, which answer with the project and its data at once. */
  imported(result: { project: ProjectView; data: DataView }): void {
    this.view = result.project;
    this.data = result.data;
    this.parts = [];
    void this.check();
  }

  /** After photos came in: with several data sets the answer is one of them, and all are shown. */
  async importedPhotos(view: ProjectView): Promise<void> {
    this.view = view;
    await this.#loadData();
    void this.check();
  }

  /** Looks at the data's health again; only the newest answer is kept. */
  async check(): Promise<void> {
    if (!this.data) {
      this.health = null;
      return;
    }
    const turn = ++this.#checks;
    this.isChecking = true;
    try {
      const health = await this.#client.call('data.health', { projectId: this.id });
      if (turn === this.#checks) [this.health, this.healthFailure] = [health, null];
    } catch (error) {
      if (turn === this.#checks) this.healthFailure = failureOf(error);
    } finally {
      if (turn === this.#checks) this.isChecking = false;
    }
  }

  close(): void {
    this.runs.close();
  }

  async #take(view: ProjectView): Promise<void> {
    const before = this.view.document;
    this.view = view;
    const hasNewData = JSON.stringify(before?.data) !== JSON.stringify(view.document?.data);
    if (hasNewData) await this.#loadData();
    const hasNewQuestion =
      JSON.stringify([before?.tasks, before?.inputs, before?.split]) !==
      JSON.stringify([view.document?.tasks, view.document?.inputs, view.document?.split]);
    if (hasNewData || hasNewQuestion) void this.check();
  }

  /** Another window changed the project: what it made of it is shown before the refusal is. */
  async #catchUp(error: unknown): Promise<never> {
    if (toFailure(error).code === 'project.changed')
      await this.#take(await this.#client.call('project.open', { projectId: this.id }));
    throw error;
  }

  async #loadData(): Promise<void> {
    const data = await this.#client.call('data.view', { projectId: this.id });
    const sources = data?.sources ?? [];
    const asked = sources.length > 1 ? sources : [];
    const parts = await Promise.all(
      asked.map(({ id }) => this.#client.call('data.view', { projectId: this.id, source: id })),
    );
    [this.data, this.parts] = [data, parts.filter((part) => part !== null)];
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work).catch((error: unknown) => this.#catchUp(error));
    this.#queue = turn.catch((error: unknown) => toFailure(error));
    return turn;
  }
}
