// What is going to be trained: the engine's plan, the way the user chose, her own combinations and limits.

import type { Client } from '../../engine/contract/client.ts';
import type { Input } from '../../engine/contract/commands.ts';
import type { Failure } from '../../engine/contract/errors.ts';
import type { ProjectDocument } from '../../engine/contract/project.ts';
import { axes } from '../../engine/contract/recipes.ts';
import type { Recipe } from '../../engine/contract/recipes.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { sharesOfTime } from '../../engine/contract/yardsticks.ts';
import { coreReasons } from '../../engine/contract/views.ts';
import type { PlannedRun } from '../../engine/contract/views.ts';
import { expectedUnder, likelySeconds, mostSeconds } from '../lib/expected.ts';
import type { Expected } from '../lib/expected.ts';
import { tryingSizes } from '../lib/sized-plan.ts';
import type { WindowRun } from '../lib/sized-plan.ts';
import { fitIntoTime } from '../lib/time-limit.ts';
import type { Fit } from '../lib/time-limit.ts';
import type { Left } from '../lib/time-left.ts';
import { rememberStarted, startedIn } from '../lib/started.ts';
import type { Project } from './project.svelte.ts';
import { failureOf } from './failure.ts';

/** Changes the project as one undoable edit; a refusal is shown. */
type Edit = (change: (document: ProjectDocument) => ProjectDocument) => Promise<unknown>;

export type Way = 'joint' | 'single' | 'both' | 'recommended' | 'custom';

/** A training with what it is expected to take under the limits of the form. */
type LimitedRun = WindowRun & { readonly expected: Expected };

/** Comparing both is the default where it does not take longer than this. */
const cheapSeconds = 600;

export class TrainingPlan {
  planned = $state.raw<readonly PlannedRun[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  #way = $state<Way>('both');
  #isWayChosen = false;
  custom = $state.raw<readonly Recipe[]>([]);
  seeds = $state('1');
  /** What was ticked and is being written into the project. */
  #wantedSizes = $state<boolean | null>(null);
  budget = $state.raw<Input<'training.start'>['budget']>({});
  isStarting = $state(false);

  readonly chosen = $derived(this.#runsOf(this.way));
  /** With one task there is nothing to join, whatever the size. */
  readonly canTrySizes = $derived(this.planned?.some((one) => one.reason === 'twin') ?? false);
  readonly seedList = $derived(
    this.seeds
      .split(/[,、\s]+/)
      .filter((text) => text !== '')
      .map(Number),
  );
  readonly areSeedsValid = $derived(
    this.seedList.length > 0 && this.seedList.every((seed) => Number.isInteger(seed) && seed >= 0),
  );
  readonly #shares = $derived(this.chosen.map((one) => sharesOfTime(one.recipe)));
  /** Each chosen training under the limit for all: as planned, cut short, or left out. */
  readonly fits = $derived(
    fitIntoTime(
      this.chosen.map((one) => one.seconds),
      Math.max(1, this.seedList.length),
      this.budget?.totalSeconds ?? null,
      this.#shares,
    ),
  );
  /** Of all of it, and how long it may last where no training ends before its last epoch. */
  readonly left = $derived.by((): Left => {
    const most = fitIntoTime(
      this.chosen.map((one) => mostSeconds(one.expected)),
      Math.max(1, this.seedList.length),
      this.budget?.totalSeconds ?? null,
      this.#shares,
    );
    const sum = (fits: readonly Fit[]): number => fits.reduce((total, one) => total + one.seconds, 0);
    const before = this.referenceSeconds;
    return { likely: before + sum(this.fits), most: before + sum(most) };
  });
  readonly canStart = $derived(this.chosen.length > 0 && this.areSeedsValid && !this.isStarting);

  readonly #client: Client;
  readonly #project: Project;
  readonly #edit: Edit;
  #isLoading = false;

  constructor(client: Client, project: Project, edit: Edit) {
    this.#client = client;
    this.#project = project;
    this.#edit = edit;
  }

  get #projectId(): string {
    return this.#project.id;
  }

  /** What the reference takes before the first training; nothing where it is there already, or the limit holds for all. */
  get referenceSeconds(): number {
    const isThere = this.#project.runs.finished.some((run) => run.kind === 'reference');
    return isThere || this.budget?.totalSeconds !== undefined ? 0 : (this.planned?.[0]?.referenceSeconds ?? 0);
  }

  /** Every chosen training on small, medium and large models: a decision of the project, so that it can be undone. */
  get triesSizes(): boolean {
    return this.#wantedSizes ?? this.#project.document?.sizes ?? false;
  }
  set triesSizes(tries: boolean) {
    this.#wantedSizes = tries;
    void this.#edit((document) => ({ ...document, sizes: tries })).finally(() => (this.#wantedSizes = null));
  }

  get way(): Way {
    return this.#way;
  }
  set way(way: Way) {
    this.#way = way;
    this.#isWayChosen = true;
  }

  /** Asks the engine once; asking costs some timed steps. */
  async load(): Promise<void> {
    if (this.#isLoading || this.planned !== null) return;
    this.#isLoading = true;
    this.failure = null;
    try {
      this.planned = await this.#client.call('training.plan', {
        projectId: this.#projectId,
      });
      // The plan takes seconds to come: what the user chose meanwhile stays.
      if (!this.#isWayChosen) this.#way = this.#usualWay();
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.#isLoading = false;
    }
  }

  /** What this combination was expected to take when training was last started, also after a reload. */
  expectedOf(recipe: Recipe): Expected | null {
    return startedIn(this.#projectId).expectedOf(recipe);
  }

  /** Limit of time for all that was last started; null = none. */
  get startedLimit(): number | null {
    return startedIn(this.#projectId).totalSeconds;
  }

  /** Queues what is chosen; null when it was refused, and `failure` says why. */
  async start(): Promise<readonly RunSummary[] | null> {
    this.isStarting = true;
    this.failure = null;
    try {
      const recipes = this.chosen.map((one) => one.recipe);
      rememberStarted(this.#projectId, this.chosen, this.budget?.totalSeconds ?? null);
      return await this.#client.call('training.start', {
        projectId: this.#projectId,
        recipes,
        seeds: [...this.seedList],
        // A set of our choosing ends early what cannot win; what she chose herself is trained to the end.
        budget: this.way === 'recommended' ? { ...this.budget, endHopeless: true } : this.budget,
      });
    } catch (error) {
      this.failure = failureOf(error);
      return null;
    } finally {
      this.isStarting = false;
    }
  }

  /** Expected seconds of one way, once through. */
  secondsOf(way: Way): number {
    return this.#runsOf(way).reduce((sum, one) => sum + one.seconds, 0);
  }

  #usualWay(): Way {
    const hasTwins = this.planned?.some((one) => one.reason === 'twin') ?? false;
    // Other sizes are an extra: they do not change what is usual.
    const both = this.#plainRunsOf('both').reduce((sum, one) => sum + one.seconds, 0);
    if (hasTwins && both <= cheapSeconds) return 'both';
    return this.#runsOf('joint').length > 0 ? 'joint' : 'both';
  }

  #runsOf(way: Way): readonly LimitedRun[] {
    const plain = this.#plainRunsOf(way);
    const like = (recipe: Recipe): WindowRun | undefined => mostLike(recipe, [...plain, ...(this.planned ?? [])]);
    const sized = this.triesSizes && this.canTrySizes ? tryingSizes(plain, like) : plain;
    return sized.map((one) => {
      const expected = expectedUnder(one, this.budget ?? {});
      return { ...one, expected, seconds: likelySeconds(expected) };
    });
  }

  #plainRunsOf(way: Way): readonly WindowRun[] {
    const all = this.planned ?? [];
    if (way === 'recommended') return all;
    if (way === 'both') return all.filter((one) => coreReasons.includes(one.reason));
    if (way === 'single') return all.filter((one) => one.reason === 'twin');
    if (way === 'joint') return all.filter((one) => one.reason === 'automatic' || one.reason === 'chosen');
    return this.custom.map((recipe) => {
      const like = mostLike(recipe, all);
      return like ? { ...like, recipe, reason: 'chosen' } : { recipe, reason: 'chosen', seconds: 0 };
    });
  }
}

/** A combination of one's own takes about as long as the planned one that is most like it. */
function mostLike(recipe: Recipe, planned: readonly WindowRun[]): WindowRun | undefined {
  // What is shared decides how many models are trained, so it comes before order and search.
  const worth = { sharing: 2.5, weighting: 0, schedule: 1, search: 1 };
  const alike = (one: WindowRun): number =>
    axes.reduce((sum, axis) => sum + (one.recipe[axis] === recipe[axis] ? worth[axis] : 0), 0);
  return [...planned].sort((a, b) => alike(b) - alike(a))[0];
}
