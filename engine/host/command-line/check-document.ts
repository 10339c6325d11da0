// What a schema cannot see: names in a project file that the data do not have, and limits the wrong way
// round. A misspelt exclusion would leave in the very column that gives the answer away.

import { Refusal } from '../../contract/errors.ts';
import type { Words } from '../../contract/language.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import { withColumnNames } from '../../jobs/column-names.ts';
import { columnOf } from '../../data/table.ts';
import type { LoadedData } from '../../jobs/jobs.ts';
import type { LoadedSource } from '../../jobs/loaded.ts';

/**
 * @param file the name that refusals speak of
 * @throws Refusal `project.invalid` with the place in the file
 */
export function checkDocument(document: ProjectDocument, data: LoadedData, file: string): void {
  const { table, sources: loaded } = data;
  const refuse = (path: string, ja: string, en: string): never => {
    const problem: Words = { ja, en };
    throw new Refusal('project.invalid', { file, path, problem });
  };
  const columns = new Set(table.columns.map((column) => column.name));
  (withColumnNames(document, data).inputs.exclude ?? []).forEach((name, i) => {
    if (!columns.has(name))
      refuse(`inputs.exclude[${i}]`, `列「${name}」はデータにありません。`, `the data have no column "${name}".`);
  });
  const sources = document.data.map(({ id }) => id);
  document.tasks.forEach((task, i) => {
    if (!sources.includes(task.data))
      refuse(
        `tasks[${i}].data`,
        `「${task.data}」という data はありません。あるのは ${sources.join('、')} です。`,
        `there are no data called "${task.data}"; there are: ${sources.join(', ')}.`,
      );
    const own = loaded.find(({ id }) => id === task.data);
    const elsewhere = loaded.find((one) => one !== own && columnOf(one.table, task.target));
    if (own && elsewhere && !known(own, task.target))
      refuse(
        `tasks[${i}].target`,
        `データ「${own.id}」に列「${task.target}」はありません（データ「${elsewhere.id}」にはあります）。`,
        `the data set "${own.id}" has no column "${task.target}"; "${elsewhere.id}" has one.`,
      );
    if (task.kind !== 'regression') return;
    const { lower, upper } = task.limits ?? {};
    if (lower !== undefined && upper !== undefined && lower >= upper)
      refuse(
        `tasks[${i}].limits`,
        `下限 ${lower} が上限 ${upper} より小さくありません。`,
        `the lower limit ${lower} is not below the upper limit ${upper}.`,
      );
  });
}

/** By its name or by its header with the unit. */
function known({ table, report }: LoadedSource, name: string): boolean {
  const column = report.columns.find(({ header }) => header === name);
  return columnOf(table, name) !== undefined || (column !== undefined && columnOf(table, column.name) !== undefined);
}
