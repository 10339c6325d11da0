// What a report states, as plain data: every number with the run it came from. Made once from the
// records; the sections only write it down, in either language, without looking anything up.

import { compactDate } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import { mergeAdvice, type MergeAdvice } from '../contract/advice.ts';
import type { ImageReport } from '../contract/images.ts';
import type { HealthReport } from '../contract/health.ts';
import { languages, type Words } from '../contract/language.ts';
import type { AffinityMap } from '../contract/methods.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { EpochRecord, RunResult, RunSummary, WeightNote } from '../contract/runs.ts';
import type { SplitSummary } from '../contract/splits.ts';
import type { AppInfo, DataView, ProjectView } from '../contract/views.ts';
import { isRepeated } from '../contract/repeated.ts';
import { leadingSize, sizeOf } from '../contract/yardsticks.ts';
import type { InferOutput } from 'valibot';
import { recommend, type Recommendation } from '../evaluation/index.ts';

export interface RunHistory {
  /** Task ids in the order of the records' arrays. */
  readonly tasks: readonly string[];
  readonly epochs: readonly EpochRecord[];
  readonly notes: readonly WeightNote[];
}

export interface Decision {
  readonly runId: string;
  readonly decision: 'testing' | 'candidate' | 'adopted' | 'retired';
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

/** One data set; null where nothing is predicted from it. */
export interface ReportSet {
  readonly view: DataView;
  readonly split: SplitSummary | null;
}

/** Where the numbers of a report come from. */
export interface ReportSources {
  /** With a document. */
  readonly project: ProjectView;
  readonly data: DataView | null;
  /** Each data set with its own division; one where there is one. */
  readonly sets?: readonly ReportSet[];
  readonly health: HealthReport | null;
  readonly split: SplitSummary | null;
  /** Hashes of the frozen data; null where nothing was trained. */
  readonly snapshot: { readonly id: string; readonly tableHash: string; readonly partsHash: string } | null;
  /** In the order they were queued. */
  readonly runs: readonly RunSummary[];
  /** By run id. */
  readonly histories: Readonly<Record<string, RunHistory>>;
  /** The map measured for this project before training; left out where none was. */
  readonly affinity?: AffinityMap | null;
  readonly app: InferOutput<typeof AppInfo>;
  readonly decisions: readonly Decision[];
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** The name of a recipe in both languages (`recipeName` of recipes/recipe.ts). */
  readonly nameOf: (run: RunSummary) => Words;
}

/** A test photo that was judged badly, with what decided. */
export interface WorstPhoto {
  readonly name: string;
  readonly actual: string;
  readonly judged: string;
  /** Of what was judged; null for values. */
  readonly probability: number | null;
  /** Where OK and NG are told apart: what NG is called. */
  readonly positive?: string;
  /** A data URL. */
  readonly url: string;
  /** 0..1 a place, row-major; `frame` = where the photo stands in it: left, top, right, bottom as shares. */
  readonly map: {
    readonly height: number;
    readonly width: number;
    readonly values: readonly number[];
    readonly frame: readonly [number, number, number, number];
  } | null;
}

export interface ReportPhotos {
  /** How the photos of each data set were read. */
  readonly sources: readonly (ImageReport & { readonly source: string })[];
  readonly worst: readonly { readonly taskId: string; readonly photos: readonly WorstPhoto[] }[];
}

export const reportKinds = ['joint', 'single-task', 'reference', 'constant'] as const;

/** A finished run as the report speaks of it. */
export interface ReportRun {
  readonly id: string;
  /** Position in the project's list, from 1: "run 3". */
  readonly number: number;
  readonly name: Words;
  readonly kind: (typeof reportKinds)[number];
  readonly seed: number;
  readonly state: RunSummary['state'];
  readonly result: RunResult;
}

/** Runs of one recipe over several seeds stand together; `shown` is the one whose figures are printed. */
export interface ReportGroup {
  readonly shown: ReportRun;
  readonly members: readonly ReportRun[];
}

export interface ReportFacts {
  readonly name: string;
  readonly document: ProjectDocument;
  readonly data: DataView | null;
  readonly sets?: readonly ReportSet[];
  readonly health: HealthReport | null;
  readonly split: SplitSummary | null;
  readonly snapshot: ReportSources['snapshot'];
  readonly groups: readonly ReportGroup[];
  /** Without a result: failed and not repeated, cancelled, still running. */
  readonly unfinished: number;
  readonly recommendation: Recommendation;
  /** The run the report is about: the recommended one, else the joint run with the smallest Delta-m, else the first. */
  readonly subject: ReportRun;
  /** The joint run whose comparison with single-task twins is told; null where none was trained. */
  readonly joint: ReportRun | null;
  /** By run id, as the records have them. */
  readonly histories: ReportSources['histories'];
  readonly history: { readonly run: ReportRun; readonly records: RunHistory } | null;
  /** The newest affinity map of the project or of a run; null where none was measured. */
  readonly affinity: AffinityMap | null;
  /** Merge or not, from the joint run's comparisons and the affinity map. */
  readonly advice: MergeAdvice;
  readonly decisions: readonly Decision[];
  /** Null where the project has no photos. */
  readonly photos?: ReportPhotos | null;
  readonly app: ReportSources['app'];
  readonly at: number;
}

/** Refuses a project without a single finished run. */
export function reportFacts(sources: ReportSources): ReportFacts {
  const document = sources.project.document;
  const runs = sources.runs.flatMap((run, i) => finished(run, i + 1, sources.nameOf));
  if (document === null || !runs.some(isTrained)) throw new Refusal('report.no-runs', {});

  const recommendation = recommend(sources.runs, document);
  const recommended = runs.find((run) => run.id === recommendation.runId);
  const joints = runs.filter((run) => run.kind === 'joint');
  const trained = runs.filter((run) => isTrained(run));
  // Delta-m is against separate models of the same size, so that only runs of one size can be ranked by it.
  const leading = leadingSize((recommended ? [recommended] : trained).map((run) => run.result.recipe));
  const byDelta = joints
    .filter((run) => sizeOf(run.result.recipe) === leading)
    .sort((a, b) => (a.result.deltaM ?? Infinity) - (b.result.deltaM ?? Infinity));
  const subject = recommended ?? byDelta[0] ?? trained.find((run) => sizeOf(run.result.recipe) === leading)!;
  const joint = subject.kind === 'joint' ? subject : (byDelta[0] ?? null);
  const groups = [...Map.groupBy(runs, (run) => `${run.kind} ${JSON.stringify(run.result.recipe)}`).values()].map(
    (members) => ({
      // Of the subject's seed where there is one: verdicts and costs are told against that run.
      shown:
        members.find((run) => run === subject || run === joint) ??
        members.find((run) => isTrained(run) && run.seed === subject.seed) ??
        members[Math.floor(members.length / 2)]!,
      members,
    }),
  );
  const affinity = sources.affinity ?? runs.findLast((run) => run.result.affinity)?.result.affinity ?? null;
  groups.sort((a, b) => reportKinds.indexOf(a.shown.kind) - reportKinds.indexOf(b.shown.kind));
  return {
    name: sources.project.name,
    document,
    data: sources.data,
    ...(sources.sets ? { sets: sources.sets } : {}),
    health: sources.health,
    split: sources.split,
    snapshot: sources.snapshot,
    groups,
    unfinished: sources.runs.filter(
      (run) => run.kind === 'recipe' && run.result === null && !isRepeated(run, sources.runs),
    ).length,
    recommendation,
    subject,
    joint,
    histories: sources.histories,
    history: historyOf(subject, joint, joints, sources.histories),
    affinity,
    advice: mergeAdvice(
      document.tasks.map((task) => task.id),
      joint?.result.comparisons ?? [],
      affinity,
    ),
    decisions: sources.decisions,
    app: sources.app,
    at: sources.at,
  };
}

/** `プロジェクト_実行番号_YYYYMMDD.pdf`; characters that Windows does not allow in names become `_`. */
export function reportFileName(facts: Pick<ReportFacts, 'name' | 'subject' | 'at'>): string {
  const safe = facts.name
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .trim();
  const short = [...safe].slice(0, 60).join('');
  return `${short || 'TaskLoom'}_${String(facts.subject.number).padStart(3, '0')}_${compactDate(facts.at)}.pdf`;
}

/** A recipe's run, not a baseline. */
export function isTrained({ kind }: Pick<ReportRun, 'kind'>): boolean {
  return kind === 'joint' || kind === 'single-task';
}

/** Whether Delta-m and ranks put the run beside the report's: of the same size of model; baselines have none. */
export function isRanked(facts: Pick<ReportFacts, 'subject'>, run: ReportRun): boolean {
  return !isTrained(run) || sizeOf(run.result.recipe) === sizeOf(facts.subject.result.recipe);
}

/** One model for several tasks is a joint run; a model for each task is its twin. */
function finished(run: RunSummary, number: number, nameOf: ReportSources['nameOf']): ReportRun[] {
  if (run.result === null || (run.state !== 'completed' && run.state !== 'stopped')) return [];
  const kind = run.kind === 'recipe' ? (run.recipe.sharing === 'single-task' ? 'single-task' : 'joint') : run.kind;
  const name = nameOf(run);
  for (const language of languages) if (!name[language]) throw new Error(`run ${run.id} has no name in ${language}`);
  return [{ id: run.id, number, name, kind, seed: run.seed, state: run.state, result: run.result }];
}

/** The weights of the run the report is about; of another joint run where that one has none to tell of. */
function historyOf(
  subject: ReportRun,
  joint: ReportRun | null,
  joints: readonly ReportRun[],
  histories: ReportSources['histories'],
): ReportFacts['history'] {
  const candidates = [...(subject.kind === 'joint' ? [subject] : []), ...(joint ? [joint] : []), ...joints, subject];
  for (const run of candidates) {
    const records = histories[run.id];
    if (records && records.epochs.length > 0) return { run, records };
  }
  return null;
}
