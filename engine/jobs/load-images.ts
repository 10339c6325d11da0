// One data set of photos: the photos with what is written about them, then the tables joined by key.

import { join } from 'node:path';
import { hashBytes } from '../base/files.ts';
import type { ImportSettings } from '../contract/import.ts';
import type { DataSource } from '../contract/project.ts';
import { withCorrections } from '../data/corrections.ts';
import { importImages, openPack, packSpec, proposeSize } from '../data/images/index.ts';
import type { ImagePack, ImageSet, PackSize } from '../data/images/index.ts';
import { withoutRows } from '../data/select-rows.ts';
import { columnOf } from '../data/table.ts';
import type { LevelColumn, NumberColumn, Table } from '../data/table.ts';
import { backboneFeatures, featureColumns } from '../deploy/index.ts';
import { openBackbone } from '../runtime/index.ts';
import { columnNamer, sourceInNames } from './column-names.ts';
import type { JobsOptions, LoadProgress } from './jobs.ts';
import type { TableLoader } from './load-table.ts';
import { contentOf, withoutUnits } from './load-table.ts';
import type { SourceContent } from './load.ts';
import { reportWithoutText } from './report-file.ts';

interface Tools extends Pick<JobsOptions, 'cacheFolder' | 'resolveFile'> {
  readonly tables: TableLoader;
}

export interface ImageLoader {
  load(source: DataSource, hooks: LoadProgress): Promise<SourceContent>;
}

/** Photos as they were read, before decisions about single rows. */
type Imported = Omit<SourceContent, 'series'>;

/** Data sets kept as read: a label put right or a row left out does not read thousands of photos again. */
const keptAsRead = 2;

export function createImageLoader(tools: Tools): ImageLoader {
  const recent = new Map<string, Imported>();

  async function imported(source: DataSource, hooks: LoadProgress): Promise<Imported> {
    const { corrections: _labels, withoutRows: _rows, names: _names, ...read } = source;
    const key = JSON.stringify(read);
    const known = recent.get(key) ?? (await importSource(source, tools, hooks));
    recent.delete(key);
    recent.set(key, known);
    for (const oldest of recent.keys()) if (recent.size > keptAsRead) recent.delete(oldest);
    return known;
  }

  return {
    async load(source, hooks) {
      const whole = await imported(source, hooks);
      const { withoutRows: dropped = [], corrections = [] } = sourceInNames(source, columnNamer(whole.report));
      const decided = [dropped, ...(corrections.length > 0 ? [corrections] : [])];
      const isAsRead = dropped.length + corrections.length === 0;
      return {
        ...whole,
        table: withoutRows(withCorrections(whole.table, corrections), dropped),
        hash: isAsRead ? whole.hash : hashBytes(JSON.stringify([whole.hash, ...decided])),
        series: null,
      };
    },
  };
}

async function importSource(
  source: DataSource,
  { cacheFolder, resolveFile, tables }: Tools,
  hooks: LoadProgress,
): Promise<Imported> {
  const { signal, progress } = hooks;
  const manifest = source.manifest === undefined ? null : resolveFile(source.manifest);
  const folder = join(cacheFolder, 'images');
  const found = await importImages(
    {
      origins: source.images!.map(resolveFile),
      ...(manifest === null ? {} : { manifest }),
      ...(source.path === undefined ? {} : { pathColumn: source.path }),
      ...(source.import === undefined ? {} : { settings: source.import }),
    },
    {
      cacheFolder: folder,
      ...(signal ? { signal } : {}),
      progress: (share: number, count: number) => progress?.('reading', share, count),
    },
  );
  const packs = new Map<string, ImagePack>();
  const pixels = async (size: PackSize, stop?: AbortSignal): Promise<ImagePack> => {
    const spec = packSpec(found.set, size);
    const key = JSON.stringify(spec);
    const pack = packs.get(key) ?? (await openPack(found.set, spec, folder, { signal: stop }));
    packs.set(key, pack);
    return pack;
  };
  // Made now, while a person sees progress, in the size that training will most likely ask for.
  await pixels(proposeSize(found.set), signal);
  const labels = found.table.columns.map((column) => column.name);
  const hash = hashBytes(
    JSON.stringify([
      found.set.hash,
      manifest === null ? null : await contentOf(source.manifest!, manifest, signal),
      source.path ?? null,
      ...settingsRead(source),
    ]),
  );
  const description =
    source.backbone === undefined ? null : await describe(found, pixels, resolveFile(source.backbone), folder, hooks);
  const table = description
    ? { ...found.table, columns: [...found.table.columns, ...description.columns] }
    : found.table;
  const base = {
    table,
    report: reportWithoutText(table, 'images', found.listFiles),
    hash: description ? hashBytes(JSON.stringify([hash, description.hash])) : hash,
  };
  const whole = await tables.joined(source, base, hooks);
  return {
    table: whole.table,
    report: whole.report,
    hash: whole.hash,
    images: {
      set: found.set,
      report: found.report,
      problems: found.problems,
      pixels,
      described: description?.columns.map((column) => column.name) ?? [],
    },
    labelColumns: labels.filter((name) => name !== 'image'),
  };
}

/** How the manifest is read; nothing where nobody said anything, as in hashes made before this was part of them. */
function settingsRead({ manifest, import: settings = {} }: DataSource): readonly ImportSettings[] {
  const said = withoutUnits(settings);
  return manifest !== undefined && Object.keys(said).length > 0 ? [said] : [];
}

/** What a ready-made network says of each photo, as columns; computed once and kept on disk. */
async function describe(
  { table, set }: { readonly table: Table; readonly set: ImageSet },
  pixels: (size: PackSize, stop?: AbortSignal) => Promise<ImagePack>,
  path: string,
  cacheFolder: string,
  { signal, progress }: LoadProgress,
): Promise<{ columns: NumberColumn[]; hash: string }> {
  const backbone = await openBackbone(path);
  try {
    const { height, width } = proposeSize(set);
    const size = { height: backbone.height ?? height, width: backbone.width ?? width, channels: backbone.channels };
    const pack = await pixels(size, signal);
    const features = await backboneFeatures(backbone, pack, {
      count: set.count,
      picturesHash: set.hash,
      cacheFolder,
      ...(signal ? { signal } : {}),
      progress: (done, total) => progress?.('reading', done / total, done),
    });
    const pictures = (columnOf(table, 'image') as LevelColumn).codes;
    return { columns: featureColumns(features, pictures, 'photo'), hash: backbone.hash };
  } finally {
    await backbone.dispose();
  }
}
