// What a schema cannot see in a project file by itself: keys that do not go together, splits of data sets that
// are not there, a column named twice. Passed over in silence, each would make other runs than the file says.

import { Refusal } from '../../contract/errors.ts';
import type { Words } from '../../contract/language.ts';
import type { DataSource, ProjectDocument } from '../../contract/project.ts';
import { targetsOf } from '../../contract/tasks.ts';
import type { Split } from '../../contract/tasks.ts';

const ofPhotos = ['manifest', 'path', 'backbone'] as const;
const ofTables = ['time', 'series', 'order', 'ahead', 'past', 'calendar', 'network', 'signals'] as const;
const ofSeries = ['series', 'order', 'ahead', 'past', 'calendar', 'network'] as const;

/** What a file can say wrongly: the place in it, and what is wrong there. */
interface Wrong {
  readonly path: string;
  readonly problem: Words;
}

/**
 * @param file the name that refusals speak of
 * @param splitsKey where the file writes the splits of its data sets: `split` or `splits`
 * @throws Refusal `project.invalid` with the place in the file
 */
export function checkKeys(document: ProjectDocument, file: string, splitsKey: string): void {
  const wrong = misplaced(document.data) ?? namedTwice(document) ?? wrongSplit(document, splitsKey);
  if (wrong) throw new Refusal('project.invalid', { file, ...wrong });
}

function misplaced(data: readonly DataSource[]): Wrong | null {
  for (const [i, source] of data.entries()) {
    const given = (keys: readonly (keyof DataSource)[]): string | undefined =>
      keys.find((key) => source[key] !== undefined);
    const at = (key: string, ja: string, en: string): Wrong => ({ path: `data[${i}].${key}`, problem: { ja, en } });
    const photos = source.images !== undefined;
    if (photos && source.files.length > 0)
      return at(
        'files',
        '1 つのデータに files と images の両方は書けません。データを 2 つに分けるか、表を join でつないでください。',
        'a data set has either files or images; make two data sets, or join the table by key (join).',
      );
    const foreign = given(photos ? ofTables : ofPhotos);
    if (foreign !== undefined)
      return photos
        ? at(
            foreign,
            '写真のデータ（images）では使えません。',
            'this does not belong to a data set of photos (images).',
          )
        : at(foreign, '写真のデータ（images）だけで使えます。', 'this belongs to a data set of photos (images) only.');
    const join = wrongJoin(source, at);
    if (join) return join;
    const ordered = source.time === undefined ? given(ofSeries) : undefined;
    if (ordered !== undefined)
      return at(ordered, '日時の列（time）も指定してください。', 'this needs the time column as well (time).');
    const both = source.past?.find((column) => source.ahead?.includes(column));
    if (both !== undefined)
      return at(
        'past',
        `列「${both}」は ahead にも書かれています。先の値が前もって分かるなら ahead だけに、測定して初めて分かるなら past だけに書いてください。`,
        `"${both}" stands in "ahead" as well; leave it in "ahead" if its coming values are known beforehand, otherwise in "past".`,
      );
  }
  return null;
}

function wrongJoin(
  { images, join = [] }: DataSource,
  at: (key: string, ja: string, en: string) => Wrong,
): Wrong | null {
  for (const [j, { keys, photo }] of join.entries()) {
    if (images === undefined && photo !== undefined)
      return at(
        `join[${j}].photo`,
        '写真のデータ（images）だけで使えます。',
        'this belongs to a data set of photos (images) only.',
      );
    if (images === undefined && keys.length === 0)
      return at(
        `join[${j}].keys`,
        'つなぐ列の名前を 1 つ以上書いてください。',
        'name at least one column that both tables have.',
      );
    if (keys.length > 0 && photo !== undefined)
      return at(
        `join[${j}].photo`,
        'keys と photo は一緒には使えません。写真のファイル名の列でつなぐときは photo だけを書いてください。',
        'either "keys" or "photo"; to join by the column that names the photo, write "photo" alone.',
      );
  }
  return null;
}

function namedTwice({ tasks }: ProjectDocument): Wrong | null {
  for (const [i, task] of tasks.entries()) {
    const columns = targetsOf(task);
    const twice = columns.find((column, place) => columns.indexOf(column) !== place);
    if (twice !== undefined)
      return {
        path: `tasks[${i}].target`,
        problem: { ja: `列「${twice}」が 2 回書かれています。`, en: `the column "${twice}" is named twice.` },
      };
  }
  return null;
}

function wrongSplit({ data, tasks, split, splits = {} }: ProjectDocument, splitsKey: string): Wrong | null {
  const ids = data.map(({ id }) => id);
  const unknown = Object.keys(splits).find((id) => !ids.includes(id));
  if (unknown !== undefined)
    return {
      path: `${splitsKey}.${unknown}`,
      problem: {
        ja: `「${unknown}」という data はありません。あるのは ${ids.join('、')} です。`,
        en: `there are no data called "${unknown}"; there are: ${ids.join(', ')}.`,
      },
    };
  const onlyForecasts = (source?: string): boolean => {
    const own = source === undefined || data.length === 1 ? tasks : tasks.filter((task) => task.data === source);
    return own.length > 0 && own.every(({ kind }) => kind === 'forecast');
  };
  const mixed = Object.entries(splits).find(([id, one]) => dividesByChance(one) && onlyForecasts(id));
  if (mixed) return { path: `${splitsKey}.${mixed[0]}.kind`, problem: byTimeOnly };
  // `stratified` is what stands where the file says nothing.
  const all = split.kind !== 'stratified' && dividesByChance(split) && onlyForecasts();
  return all ? { path: 'split.kind', problem: byTimeOnly } : null;
}

const byTimeOnly: Words = {
  ja: '先の値の予測では、データを時間順にしか分けられません。"time" にするか、この項目を消してください。',
  en: 'rows of a forecast are divided by time alone; write "time", or leave this out.',
};

function dividesByChance({ kind }: Split): boolean {
  return kind !== 'time' && kind !== 'column';
}
