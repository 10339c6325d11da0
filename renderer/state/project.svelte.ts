// The open project as the window holds it: its document and revision, its data, its health, its runs.
// Every decision goes through `edit`, one at a time, so that undo goes back one decision.

import { isAccepted } from '../../engine/contract/accepted.ts';
import type { Client } from '../../engine/contract/client.ts';
import type { Output } from '../../engine/contract/commands.ts';
import { toFailure } from '../../engine/contract/errors.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { ColumnProfile, Fix, HealthReport } from '../../engine/contract/health.ts';
import type { ProjectDocument } from '../../engine/contract/project.ts';
import { taskNames, tasksUnderNames } from '../../engine/contract/task-names.ts';
import { targetsOf } from '../../engine/contract/tasks.ts';
import { judgedPlaces } from '../lib/judging-place.ts';
import { JudgingDraft } from './judging.svelte.ts';
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
  /** The data set that is looked at; null = the first. */
  chosen = $state<string | null>(null);
  /** By data set, as far as they were checked. */
  healths = $state.raw<Readonly<Record<string, HealthReport>>>({});
  healthFailure = $state.raw<Failure | null>(null);
  isChecking = $state(false);
  /** True until the data of the project has been asked for once. */
  isLoading = $state(true);
  readonly runs: RunList;
  /** New data that are judged, and the result. */
  readonly judging: JudgingDraft;

  readonly document = $derived<ProjectDocument | null>(this.view.document);
  /** Id of the data set that is looked at. */
  readonly sourceId = $derived.by(() => {
    const ids = (this.document?.data ?? []).map((source) => source.id);
    return ids.find((id) => id === this.chosen) ?? ids[0] ?? 'main';
  });
  /** The data set that is looked at. */
  readonly shown = $derived<DataView | null>(
    this.parts.find((part) => part.sourceId === this.sourceId) ?? (this.parts.length > 0 ? null : this.data),
  );
  readonly health = $derived<HealthReport | null>(this.healths[this.sourceId] ?? null);
  readonly columns = $derived<readonly ColumnProfile[]>(this.data?.columns ?? []);
  readonly nameOfTask = $derived(taskNames(this.document?.tasks ?? []));
  /** As if their ids were the names shown: what results are looked at with. */
  readonly namedTasks = $derived(tasksUnderNames(this.document?.tasks ?? [], this.nameOfTask));
  readonly targets = $derived(new Set((this.document?.tasks ?? []).flatMap(targetsOf)));
  readonly excluded = $derived(new Set(this.document?.inputs.exclude ?? []));
  readonly hasData = $derived(this.data !== null);
  /** Findings of the health check that should be corrected and were neither corrected nor accepted. */
  readonly openFails = $derived.by(() => {
    const accepted = this.document?.accepted ?? [];
    return Object.values(this.healths)
      .flatMap(({ findings }) => findings)
      .filter((finding) => finding.severity === 'fail' && !isAccepted(accepted, finding)).length;
  });
  readonly canTrain = $derived(this.hasData && (this.document?.tasks.length ?? 0) > 0);

  readonly #client: Client;
  #queue: Promise<unknown> = Promise.resolve();
  #checks = 0;

  constructor(client: Client, view: ProjectView) {
    this.#client = client;
    this.view = view;
    this.runs = new RunList(client, view.id, () => this.nameOfTask);
    this.judging = new JudgingDraft(client, view.id, () => judgedPlaces(this.document));
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
  async imported(result: { project: ProjectView; data: DataView }, chosen: string | null = null): Promise<void> {
    this.view = result.project;
    const isOne = result.project.document?.data.length === 1;
    // With several data sets the answer is one of them, and all are shown.
    if (isOne) [this.data, this.parts] = [result.data, []];
    else await this.#loadData();
    if (chosen !== null) this.chosen = chosen;
    void this.check();
  }

  /** Looks at the data's health again; only the newest answer is kept. */
  async check(): Promise<void> {
    const turn = ++this.#checks;
    const sources = this.data ? (this.document?.data ?? []).map((source) => source.id) : [];
    this.healths = Object.fromEntries(Object.entries(this.healths).filter(([id]) => sources.includes(id)));
    this.isChecking = sources.length > 0;
    try {
      for (const source of sources) {
        const health = await this.#client.call('data.health', { projectId: this.id, source });
        if (turn !== this.#checks) return;
        [this.healths, this.healthFailure] = [{ ...this.healths, [source]: health }, null];
      }
    } catch (error) {
      if (turn === this.#checks) this.healthFailure = failureOf(error);
    } finally {
      if (turn === this.#checks) this.isChecking = false;
    }
  }

  close(): void {
    this.runs.close();
    this.judging.close();
  }

  async #take(view: ProjectView): Promise<void> {
    const before = this.view.document;
    this.view = view;
    const hasNewData = JSON.stringify(before?.data) !== JSON.stringify(view.document?.data);
    if (hasNewData) await this.#loadData();
    const hasNewQuestion =
      JSON.stringify([before?.tasks, before?.inputs, before?.split, before?.splits]) !==
      JSON.stringify([view.document?.tasks, view.document?.inputs, view.document?.split, view.document?.splits]);
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
