// Refusals about projects, runs and the store. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import { metricText } from './metrics.ts';
import { heldText, passLineText, type Held } from './pass-lines.ts';

export const projectRefusals = {
  'store.in-use': {
    ja: (f) => ({
      message: `保存先 ${f.path} は、ほかの TaskLoom が使用しています。`,
      hint: '開いている TaskLoom を終了してから、もう一度起動してください。別の保存フォルダーを使うこともできます。',
    }),
    en: (f) => ({
      message: `Another TaskLoom is using the store ${f.path}.`,
      hint: 'Close the other TaskLoom and start again, or use a different folder.',
    }),
  } satisfies RefusalEntry<{ path: string }>,
  'store.newer': {
    ja: (f) => ({
      message: `新しい版の TaskLoom で保存されたデータです（形式 ${f.found}、この版が読めるのは ${f.known} まで）。`,
      hint: 'TaskLoom を新しい版に更新してから開いてください。データは変更していません。',
    }),
    en: (f) => ({
      message: `This was saved by a newer TaskLoom (format ${f.found}; this release reads up to ${f.known}).`,
      hint: 'Update TaskLoom, then open it. Nothing was changed.',
    }),
  } satisfies RefusalEntry<{ found: number; known: number }>,
  'store.damaged': {
    ja: (f) => ({
      message: `保存ファイル ${f.path} が壊れているため、開けません。`,
      hint: 'バックアップがあれば、そのファイルに置き換えてください。ない場合は、このファイルを別の場所に移すと新しく始められます。',
    }),
    en: (f) => ({
      message: `The store ${f.path} is damaged and cannot be opened.`,
      hint: 'Put a backup in its place. Without one, move this file away and TaskLoom starts with an empty store.',
    }),
  } satisfies RefusalEntry<{ path: string }>,
  'store.file-damaged': {
    ja: (f) => ({
      message: `保存していたファイル ${f.path} がないか、内容が変わっています。`,
      hint: 'バックアップから戻すか、その学習をもう一度実行してください。',
    }),
    en: (f) => ({
      message: `The kept file ${f.path} is gone or is not what was written.`,
      hint: 'Restore it from a backup, or train that run again.',
    }),
  } satisfies RefusalEntry<{ path: string }>,
  'project.missing': {
    ja: () => ({
      message: 'このプロジェクトは見つかりません。削除された可能性があります。',
      hint: 'プロジェクトの一覧に戻り、選び直してください。',
    }),
    en: () => ({
      message: 'This project is not there; it may have been deleted.',
      hint: 'Go back to the list of projects and choose again.',
    }),
  } satisfies RefusalEntry<{ id: string }>,
  'project.name-taken': {
    ja: (f) => ({
      message: `「${f.name}」という名前のプロジェクトがすでにあります。`,
      hint: '別の名前を付けてください。',
    }),
    en: (f) => ({ message: `There is already a project named "${f.name}".`, hint: 'Choose another name.' }),
  } satisfies RefusalEntry<{ name: string }>,
  'project.changed': {
    ja: (f) => ({
      message: `プロジェクト「${f.name}」は、別のウィンドウで変更されています。`,
      hint: '最新の内容を読み込みました。確認してから、もう一度変更してください。',
    }),
    en: (f) => ({
      message: `The project "${f.name}" was changed in another window.`,
      hint: 'The newest state is shown now. Check it and make your change again.',
    }),
  } satisfies RefusalEntry<{ name: string }>,
  'project.empty': {
    ja: (f) => ({
      message: `プロジェクト「${f.name}」には、まだデータがありません。`,
      hint: '先に CSV か Excel のファイルを読み込んでください。',
    }),
    en: (f) => ({
      message: `The project "${f.name}" has no data yet.`,
      hint: 'Import a CSV or Excel file first.',
    }),
  } satisfies RefusalEntry<{ name: string }>,
  'project.no-run': {
    ja: (f) => ({
      message: `プロジェクト「${f.name}」には、終わった学習がまだありません。`,
      hint: '学習を終えてから、もう一度お試しください。',
    }),
    en: (f) => ({
      message: `The project "${f.name}" has no finished training yet.`,
      hint: 'Finish a training first, then try again.',
    }),
  } satisfies RefusalEntry<{ name: string }>,
  'project.invalid': {
    ja: (f) => ({
      message: `${f.file} の ${f.path}: ${f.problem.ja}`,
      hint: 'プロジェクトファイルのその箇所を直してから、もう一度実行してください。',
    }),
    en: (f) => ({
      message: `${f.file}, at ${f.path}: ${f.problem.en}`,
      hint: 'Correct that place in the project file and run it again.',
    }),
  } satisfies RefusalEntry<{ file: string; path: string; problem: { ja: string; en: string } }>,
  'project.not-json': {
    ja: (f) => ({
      message: `${f.file} は JSON として読めません（${f.detail}）。`,
      hint: 'かっこ、引用符、コンマの書き忘れや余りがないか確認してください。',
    }),
    en: (f) => ({
      message: `${f.file} is not JSON (${f.detail}).`,
      hint: 'Check it for a missing or extra bracket, quotation mark or comma.',
    }),
  } satisfies RefusalEntry<{ file: string; detail: string }>,
  'project.not-an-archive': {
    ja: () => ({
      message: 'このファイルは TaskLoom のプロジェクトのファイルではないか、途中で壊れています。',
      hint: '元の PC でプロジェクトを書き出し直し、そのファイルを開いてください。',
    }),
    en: () => ({
      message: 'This file is not a TaskLoom project, or it was damaged on the way.',
      hint: 'Export the project again on the other PC and open that file.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'sample.missing': {
    ja: (f) => ({ message: `見本「${f.id}」が見つかりません。`, hint: 'TaskLoom をインストールし直してください。' }),
    en: (f) => ({ message: `The sample "${f.id}" is not there.`, hint: 'Install TaskLoom again.' }),
  } satisfies RefusalEntry<{ id: string }>,
  'run.missing': {
    ja: () => ({ message: 'この学習の記録は見つかりません。', hint: '「比較」に戻り、選び直してください。' }),
    en: () => ({ message: 'There is no record of this training.', hint: 'Go back to "Compare" and choose again.' }),
  } satisfies RefusalEntry<{ id: string }>,
  'run.no-model': {
    ja: () => ({
      message: 'この学習のモデルは残っていません。',
      hint: '成績の記録は残っています。モデルが必要なときは、同じ設定でもう一度学習してください。',
    }),
    en: () => ({
      message: 'The model of this training is no longer kept.',
      hint: 'Its figures are. If you need the model, train again with the same settings.',
    }),
  } satisfies RefusalEntry<{ id: string }>,
  'run.unfinished': {
    ja: () => ({
      message: 'この学習はまだ終わっていません。',
      hint: '終わるまで待つか、「ここで終了して採用」を押してください。',
    }),
    en: () => ({ message: 'This training has not finished yet.', hint: 'Wait for it, or press "Stop here and keep".' }),
  } satisfies RefusalEntry<{ id: string }>,
  'run.below-floor': {
    ja: (f) => ({
      message: `タスク「${f.task}」の${metricText(f.metric).name.ja}は ${heldText(f, 'ja')}で、決めておいた合格ライン（${passLineText(f, f.unit, 'ja')}）に届いていません。`,
      hint: '別の学習を採用するか、合格ラインを見直してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}" has ${heldText(f, 'en')}, which misses the pass line you set: ${passLineText(f, f.unit, 'en')}.`,
      hint: 'Adopt another training, or reconsider the pass line.',
    }),
  } satisfies RefusalEntry<Held & { task: string }>,
} as const;
