// Networks trained one after another are told one by one, as the records of a run have them.

import { expect, test } from 'vitest';
import { languages } from '../contract/language.ts';
import { reportFacts, type RunHistory } from './facts.ts';
import { networksOf } from './networks.ts';
import { renderReport } from './render.ts';
import { conclusionSentences } from './sections/conclusion.ts';
import { exampleSources } from './test-sources.ts';
import { writer } from './words.ts';

const sources = exampleSources();
const [runId, whole] = Object.entries(sources.histories)[0]!;
const [first, ...others] = whole.tasks as [string, ...string[]];
const none = whole.tasks.map(() => null);

/** The example's epochs twice: of all tasks but the first, and numbered on, of the first alone. */
const apart: RunHistory = {
  tasks: whole.tasks,
  epochs: [
    ...whole.epochs.map((record) => ({
      ...record,
      trainLoss: [null, ...record.trainLoss.slice(1)],
      validationLoss: [null, ...record.validationLoss.slice(1)],
      weights: [0, 0.5, 0.5],
    })),
    ...whole.epochs.slice(0, 20).map((record) => ({
      ...record,
      epoch: record.epoch + whole.epochs.length,
      trainLoss: [record.trainLoss[0]!, ...none.slice(1)],
      validationLoss: [record.validationLoss[0]!, ...none.slice(1)],
      weights: [1, 0, 0],
    })),
  ],
  notes: [{ ...whole.notes[0]!, epoch: whole.epochs.length + 17, taskId: first }],
};

test('tasks that share a network stay together; those of the next one begin at epoch 1 of their own', () => {
  const [one, two, ...rest] = networksOf(apart);
  expect(rest).toEqual([]);
  expect(one!.tasks).toEqual(others);
  expect(one!.epochs.at(-1)!.epoch).toBe(60);
  expect(one!.epochs[0]!.weights).toEqual([0.5, 0.5]);
  expect(two!.tasks).toEqual([first]);
  expect(two!.epochs.map((record) => record.epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(two!.epochs[3]!.trainLoss).toEqual([whole.epochs[3]!.trainLoss[0]]);
  // Epoch 77 of the run is the 17th of the second network.
  expect([one!.notes.length, two!.notes[0]!.epoch]).toEqual([0, 17]);
});

test('a task that ends early is no network of its own, and one network is left as it is', () => {
  expect(networksOf(whole)).toEqual([whole]);
  const early = {
    ...whole,
    epochs: whole.epochs.map((record, i) =>
      i < 30
        ? record
        : { ...record, trainLoss: [null, ...record.trainLoss.slice(1)], validationLoss: [null, null, 0.2] },
    ),
  };
  expect(networksOf(early)).toEqual([early]);
});

test('the page tells each network with its own epochs, and nowhere speaks of one model for all', () => {
  const facts = reportFacts({ ...sources, histories: { [runId]: apart } });
  const page = renderReport(facts, 'en');
  expect(page).toContain('Training ran for 20 epochs');
  expect(page).toContain('(2 in all)');
  // One curve a network, in place of one whose axis is longer than either training.
  expect(page.match(/<figcaption>Loss by epoch/g)).toHaveLength(2);
  expect(page).toContain(`Yet [${others.join(' + ')}] and [${first}] have no data in common`);
  expect(conclusionSentences(facts, writer('en'))[0]).toContain('one model for each kind of data');
  expect(conclusionSentences(facts, writer('ja'))[0]).toContain('データの種類ごとに 1 つのモデル');
  expect(conclusionSentences(reportFacts(sources), writer('en'))[0]).toContain(', one model was trained');
});

test('in both languages a page of several networks has no hole in its words', () => {
  for (const language of languages) {
    const page = renderReport(reportFacts({ ...sources, histories: { [runId]: apart } }), language);
    expect(/NaN|undefined|\[object/.exec(page.replaceAll(/url\(data:font[^)]*\)/g, ''))).toBeNull();
  }
});
