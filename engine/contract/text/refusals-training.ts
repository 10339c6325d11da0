// Refusals of the training part. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import type { Words } from '../language.ts';
import { layerName } from './layer-names.ts';
import { counted } from './phrases.ts';

export const trainingRefusals = {
  'training.rows-of-several-tasks': {
    ja: (f) => ({
      message: `学習用 ${f.of} 行のうち ${f.rows} 行に、複数のタスクの値が入っています。行を選ぶ割合として重みを使えるのは、どの行も 1 つのタスクだけに属するデータです。`,
      hint: '「重みの使い方」を「損失に掛ける」に戻してください（プロジェクトファイルでは "use":"losses"）。',
    }),
    en: (f) => ({
      message: `${f.rows} of the ${f.of} training rows hold values of several tasks. Rows can be drawn by weight only where each row belongs to one task.`,
      hint: 'Set "What the weights do" back to "Multiply the losses" (in a project file "use":"losses").',
    }),
  } satisfies RefusalEntry<{ rows: number; of: number }>,
  'recipe.unknown-choice': {
    ja: (f) => ({
      message: `学習方法の「${f.axis}」に「${f.value}」という選択肢はありません。`,
      hint: `選べるのは ${f.known} です。`,
    }),
    en: (f) => ({ message: `"${f.value}" is not a choice of "${f.axis}".`, hint: `Choose one of: ${f.known}.` }),
  } satisfies RefusalEntry<{ axis: string; value: string; known: string }>,
  'recipe.unknown-setting': {
    ja: (f) => ({
      message: `学習方法の設定「${f.key}」は、選んだ方法にはありません。`,
      hint: `使える設定: ${f.known}`,
    }),
    en: (f) => ({
      message: `The chosen methods have no setting "${f.key}".`,
      hint: `Settings that can be given: ${f.known}.`,
    }),
  } satisfies RefusalEntry<{ key: string; known: string }>,
  'recipe.bad-option': {
    ja: (f) => ({ message: `設定「${f.key}」に「${f.value}」は選べません。`, hint: `選べるのは ${f.known} です。` }),
    en: (f) => ({ message: `The setting "${f.key}" cannot be "${f.value}".`, hint: `Choose one of: ${f.known}.` }),
  } satisfies RefusalEntry<{ key: string; value: string; known: string }>,
  'recipe.out-of-range': {
    ja: (f) => ({
      message: `設定「${f.key}」の値「${f.value}」は使えません。`,
      hint: `${f.minimum} から ${f.maximum} までの${f.whole ? '整数' : '数'}を指定してください。`,
    }),
    en: (f) => ({
      message: `The setting "${f.key}" cannot be "${f.value}".`,
      hint: `Give a ${f.whole ? 'whole number' : 'number'} from ${f.minimum} to ${f.maximum}.`,
    }),
  } satisfies RefusalEntry<{ key: string; value: string; minimum: number; maximum: number; whole: boolean }>,
  'recipe.all-zero': {
    ja: (f) => ({
      message: `設定「${f.key}」がすべて 0 なので、学習するものがありません。`,
      hint: '少なくとも 1 つのタスクに 0 より大きい数を指定してください。',
    }),
    en: (f) => ({
      message: `The setting "${f.key}" is 0 for every task, so there is nothing to learn.`,
      hint: 'Give at least one task a number above 0.',
    }),
  } satisfies RefusalEntry<{ key: string }>,
  'recipe.not-per-task': {
    ja: (f) => ({
      message: `設定「${f.key}」は、タスクごとに数を指定します。`,
      hint: `{"タスク名": 数} の形で書いてください。タスク: ${f.tasks}`,
    }),
    en: (f) => ({
      message: `The setting "${f.key}" needs one number for each task.`,
      hint: `Write it as {"task": number}. Tasks: ${f.tasks}.`,
    }),
  } satisfies RefusalEntry<{ key: string; tasks: string }>,
  'recipe.unknown-task': {
    ja: (f) => ({ message: `設定「${f.key}」にあるタスク「${f.task}」がありません。`, hint: `タスク: ${f.tasks}` }),
    en: (f) => ({
      message: `The setting "${f.key}" names a task "${f.task}" that does not exist.`,
      hint: `Tasks: ${f.tasks}.`,
    }),
  } satisfies RefusalEntry<{ key: string; task: string; tasks: string }>,
  'recipe.senseless': {
    ja: (f) => ({
      message: `「${f.one.ja}」と「${f.other.ja}」は一緒に使えません。`,
      hint: 'どちらか一方を標準の設定に戻してください。',
    }),
    en: (f) => ({
      message: `"${f.one.en}" and "${f.other.en}" make no sense together.`,
      hint: 'Set one of the two back to its usual choice.',
    }),
  } satisfies RefusalEntry<{ one: Words; other: Words }>,
  'recipe.needs-two-tasks': {
    ja: (f) => ({
      message: `「${f.choice.ja}」は、タスクが 2 つ以上あるときに使えます。このプロジェクトのタスクは 1 つです。`,
      hint: 'ほかの学習方法を選ぶか、タスクを追加してください。',
    }),
    en: (f) => ({
      message: `"${f.choice.en}" is for two tasks or more, and this project has one.`,
      hint: 'Choose another way of training, or add a task.',
    }),
  } satisfies RefusalEntry<{ choice: Words }>,
  'recipe.proximal-needs-laf': {
    ja: () => ({
      message: '「更新後に縮める」は、引き寄せ方が LAF のときだけ使えます。',
      hint: '引き寄せ方を LAF にするか、効かせ方を「損失に加える」にしてください。',
    }),
    en: () => ({
      message: 'Shrinking after each update works for the variant LAF only.',
      hint: 'Choose LAF, or let it act as a term added to the loss.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'recipe.unfolding-too-large': {
    ja: (f) => ({
      message: `${layerName(f.layer, 'ja')}が大きすぎて、この引き寄せ方では 1 回の更新に時間がかかりすぎます（一辺 ${f.side}、上限 ${f.most}）。`,
      hint: '引き寄せ方を LAF にするか、小さいモデルを選んでください。',
    }),
    en: (f) => ({
      message: `${capitalised(layerName(f.layer, 'en'))} is too large for this variant: an update would take too long (side ${f.side}, at most ${f.most}).`,
      hint: 'Choose the variant LAF, or a small model.',
    }),
  } satisfies RefusalEntry<{ layer: string; side: number; most: number }>,
  'recipe.grid-too-large': {
    ja: (f) => ({
      message: `${f.tasks} タスクの総当たり探索には ${f.points} 回の学習が必要です（上限 ${f.most} 回）。`,
      hint: '「自動バランス」を使うか、重みを直接指定してください。',
    }),
    en: (f) => ({
      message: `A grid over the weights of ${f.tasks} tasks takes ${f.points} trainings (at most ${f.most}).`,
      hint: 'Use automatic balancing, or give the weights yourself.',
    }),
  } satisfies RefusalEntry<{ tasks: number; points: number; most: number }>,
  'recipe.bad-budget': {
    ja: (f) => ({
      message: `「${f.key}」の指定を読み取れません。`,
      hint: `次のうち 1 つに 0 より大きい数値を付けてください: ${f.known}（例: {"flopsOfSeparate": 0.6}）。`,
    }),
    en: (f) => ({
      message: `"${f.key}" cannot be read.`,
      hint: `Give one of these with a number above 0: ${f.known} (such as {"flopsOfSeparate": 0.6}).`,
    }),
  } satisfies RefusalEntry<{ key: string; known: string }>,
  'training.budget-too-small': {
    ja: (f) => ({
      message: `計算量の予算 ${amount(f.asked, f.kind)} は、本体を 1 つにまとめた場合の ${amount(f.least, f.kind)} を下回っています。ゲートではこれより小さくできません。`,
      hint: sharingSavesNothing(f)
        ? 'データセットごとに別々のモデルにすると、1 個の判定にはそのデータセットのモデルだけで済むため、まとめても計算量は減りません。容量（megabytes）で予算を指定するか、予算を外してください。'
        : `予算を ${amount(f.least, f.kind)} から ${amount(f.most, f.kind)}（すべてを専用にした場合）の間にするか、モデルの大きさを 1 段小さくしてください。`,
    }),
    en: (f) => ({
      message: `The compute budget of ${amount(f.asked, f.kind)} is below the ${amount(f.least, f.kind)} of one shared model, which gates cannot undercut.`,
      hint: sharingSavesNothing(f)
        ? 'With separate models a part needs only those of its own data set, so sharing takes no fewer operations. Give the budget in megabytes, or none.'
        : `Give between ${amount(f.least, f.kind)} and ${amount(f.most, f.kind)} (everything each task’s own), or choose a smaller model.`,
    }),
  } satisfies RefusalEntry<{ kind: string; asked: number; least: number; most: number }>,
  'training.no-tasks': {
    ja: () => ({
      message: '予測する列が 1 つも選ばれていません。',
      hint: '予測する列を選んでください（プロジェクトファイルでは tasks に書きます）。',
    }),
    en: () => ({
      message: 'There is nothing to predict yet.',
      hint: 'Choose a column to predict ("tasks" in a project file).',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'training.no-inputs': {
    ja: () => ({
      message: '入力に使える列が 1 つもありません。',
      hint: '外した列を入力に戻すか、値に違いのある列を含むデータを読み込んでください。',
    }),
    en: () => ({
      message: 'No column is left to predict from.',
      hint: 'Take back some of the columns left out, or import data whose columns vary.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'training.too-few-rows': {
    ja: (f) => ({
      message: `学習用の行が ${f.training} 行、検証用の行が ${f.validation} 行しかありません。`,
      hint: 'データを増やすか、分ける割合を見直してください。学習用に 8 行以上、検証用に 1 行以上が必要です。',
    }),
    en: (f) => ({
      message: `Only ${counted(f.training, 'row')} for training and ${f.validation} for validation.`,
      hint: 'Add data or change the shares of the split: training needs 8 rows at least, validation one.',
    }),
  } satisfies RefusalEntry<{ training: number; validation: number }>,
  'training.not-finite': {
    ja: (f) => ({
      message: `学習を止めました: ${f.epoch} エポック目の ${f.step} ステップで、タスク「${f.task}」の損失が数値でなくなりました。`,
      hint: `その前までの最も良い状態は残してあります。タスク「${f.task}」の列に桁違いの値がないか確かめ、健康診断で見つかった点を直してから、もう一度学習してください。`,
    }),
    en: (f) => ({
      message: `Training stopped: in epoch ${f.epoch}, step ${f.step}, the loss of task "${f.task}" was no longer a number.`,
      hint: `The best state before that is kept. Look for values far out of range in the columns of task "${f.task}", settle what the health check found, and train again.`,
    }),
  } satisfies RefusalEntry<{ task: string; epoch: number; step: number }>,
  'affinity.one-task': {
    ja: (f) => ({
      message: `相性は 2 つ以上のタスクの間で測ります。このプロジェクトのタスクは「${f.task}」だけです。`,
      hint: '予測する列をもう 1 つ選んでから測定してください。',
    }),
    en: (f) => ({
      message: `Affinity is measured between tasks, and this project has only one, "${f.task}".`,
      hint: 'Choose another column to predict, then measure again.',
    }),
  } satisfies RefusalEntry<{ task: string }>,
  'training.bad-checkpoint': {
    ja: (f) => ({
      message: `学習の途中経過を読めません（${f.reason === 'damaged' ? '壊れています' : f.reason === 'newer' ? '新しい版のものです' : 'この学習のものではありません'}）。`,
      hint: 'この学習を最初からやり直してください。データと設定は失われていません。',
    }),
    en: (f) => ({
      message: `The checkpoint cannot be used (${f.reason === 'damaged' ? 'it is damaged' : f.reason === 'newer' ? 'it is from a newer version' : 'it belongs to another training'}).`,
      hint: 'Start this training again. Data and settings are not lost.',
    }),
  } satisfies RefusalEntry<{ reason: 'damaged' | 'newer' | 'other' }>,
} as const;

/** Of several data sets, one shared model may take more than the separate models that a part needs. */
function sharingSavesNothing({ kind, least }: { readonly kind: string; readonly least: number }): boolean {
  return kind === 'flopsOfSeparate' && least >= 1;
}

/** A compute budget with its unit. */
function amount(value: number, kind: string): string {
  if (kind === 'flopsOfSeparate') return `${(100 * value).toFixed(1)} %`;
  const digits = Number(value.toPrecision(3)).toString();
  return kind === 'milliseconds' ? `${digits} ms` : kind === 'megabytes' ? `${digits} MB` : `${digits} FLOPs`;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
