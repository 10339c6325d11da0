// The files a project was made from: each data set's own, with its own rows or photos.

import type { DataSource } from '../../contract/project.ts';
import type { DataView } from '../../contract/views.ts';
import type { ReportFacts } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { count, type Writer } from '../words.ts';

interface FileRow {
  readonly set: string;
  readonly name: string;
  /** Rows, or photos in words. */
  readonly rows: string;
  /** Null for photos, which have neither. */
  readonly table: { readonly encoding: string; readonly bytes: number; readonly sheet?: string | undefined } | null;
  /** Beginning of the SHA-256 of the file; null for photos, of which a folder is many files. */
  readonly hash: string | null;
}

/** Digits of a hash that are told: enough to see that a file is the same one. */
const hashShown = 16;

export function filesTable({ data, sets, document }: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  const views = sets && sets.length > 0 ? sets.map((set) => set.view) : data ? [data] : [];
  const rows = views.flatMap((view) =>
    filesOf(
      view,
      document.data.find((source) => source.id === view.sourceId),
      writer,
    ),
  );
  if (rows.length === 0) return '';
  const isSeveral = views.length > 1;
  return html`<figure class="table">
    <figcaption>${say('読み込んだファイル', 'Files read')}</figcaption>
    <table>
      <thead>
        <tr>
          ${isSeveral && html`<th>${say('データ', 'Data set')}</th>`}
          <th>${say('ファイル', 'File')}</th>
          <th class="number">${say('行数', 'Rows')}</th>
          <th>${say('文字コード', 'Encoding')}</th>
          <th class="number">${say('大きさ', 'Size')}</th>
          <th>${say(`照合値（SHA-256 の先頭 ${hashShown} 桁）`, `SHA-256 (first ${hashShown} digits)`)}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ set, name, rows: amount, table, hash }) =>
            html`<tr>
              ${isSeveral && html`<td>${set}</td>`}
              <td>${name}</td>
              <td class="number">${amount}</td>
              <td>${table ? encodingName(table) : '–'}</td>
              <td class="number">${table ? size(table.bytes) : '–'}</td>
              <td class="mono">${hash ?? '–'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </figure>`;
}

/** Photos stand in one line, then the list of them; that and joined tables are known by the names of their files. */
function filesOf(view: DataView, source: DataSource | undefined, { say }: Writer): FileRow[] {
  const { images, report, fileNames, sourceId } = view;
  const photos = images?.images ?? 0;
  const photoNames = fileNames.slice(0, source?.images?.length ?? fileNames.length);
  const shown: FileRow[] = images
    ? [
        {
          set: sourceId,
          name: photoNames.join(say('、', ', ')) || sourceId,
          rows: say(`${count(photos)} 枚`, `${count(photos)} photo${photos === 1 ? '' : 's'}`),
          table: null,
          hash: null,
        },
      ]
    : [];
  // Names were given to a table's own files, which come first.
  const named = images ? 0 : (source?.files.length ?? fileNames.length);
  const own = images ? (source?.manifest === undefined ? [] : [source.manifest]) : (source?.files ?? []);
  const references = [...own, ...(source?.join ?? []).flatMap(({ files }) => files)];
  const tables = report.files.map((file, i) => ({
    set: sourceId,
    name:
      ((i < named ? fileNames[i] : undefined) ?? file.file) +
      (file.sheet === undefined ? '' : say(`（シート「${file.sheet}」）`, ` (sheet "${file.sheet}")`)),
    rows: count(file.rows),
    table: file,
    hash: hashOf(references[i]),
  }));
  return [...shown, ...tables];
}

/** Of a file that the program keeps; null where it is named by a path. */
function hashOf(reference: string | undefined): string | null {
  return /^sha256:([0-9a-f]+)$/.exec(reference ?? '')?.[1]?.slice(0, hashShown) ?? null;
}

function encodingName({ encoding, sheet }: NonNullable<FileRow['table']>): string {
  // A workbook says itself how its text is written; nothing was guessed.
  if (sheet !== undefined) return 'Excel';
  return encoding === 'shift_jis' ? 'CP932 (Shift_JIS)' : encoding.toUpperCase();
}

export function size(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1000 ? `${(bytes / 1000).toFixed(bytes >= 1e5 ? 0 : 1)} kB` : `${bytes} B`;
}
