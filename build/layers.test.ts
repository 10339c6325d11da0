// Who may import whom (design.md, section 3): imports point downwards only.

import { expect, test } from 'vitest';
import { importsOf, isTest, packageOf, sourceFiles } from './source-files.ts';

interface Rule {
  /** Other areas this one may import. */
  readonly areas: readonly string[];
  /** npm packages it may import; `node` stands for every `node:` module. */
  readonly packages: readonly string[];
  /** Areas on the same level whose types, and only types, it may use. */
  readonly types?: readonly string[];
}

const tfjs = '@tensorflow/tfjs-core';
const tfjsCpu = '@tensorflow/tfjs-backend-cpu';
const maths = ['contract', 'base', 'tasks', 'models', 'recipes'];

const rules: Readonly<Record<string, Rule>> = {
  contract: { areas: [], packages: ['valibot'] },
  base: { areas: ['contract'], packages: ['node'] },
  charts: { areas: ['contract'], packages: ['d3-array', 'd3-scale', 'd3-shape'] },
  data: {
    areas: ['contract', 'base'],
    packages: ['node', 'fflate', 'sharp', '@cornerstonejs/codec-libjpeg-turbo-8bit'],
    types: ['tasks'],
  },
  store: { areas: ['contract', 'base'], packages: ['node', 'better-sqlite3', 'valibot'] },
  compile: { areas: ['base'], packages: [tfjs, 'node'] },
  tasks: { areas: ['contract', 'base', 'data'], packages: [tfjs] },
  models: { areas: ['contract', 'base', 'tasks'], packages: [tfjs], types: ['data'] },
  runtime: {
    areas: ['contract', 'base', 'compile'],
    packages: [tfjs, tfjsCpu, '@tensorflow/tfjs-node-gpu', 'onnxruntime-node', 'node'],
  },
  recipes: { areas: ['contract', 'base', 'tasks', 'models'], packages: [tfjs] },
  training: { areas: [...maths, 'data', 'runtime'], packages: [tfjs, 'node'] },
  evaluation: { areas: ['contract', 'base', 'tasks', 'data'], packages: ['node'] },
  deploy: { areas: [...maths, 'data', 'compile', 'runtime', 'training'], packages: [tfjs, 'node'] },
  jobs: {
    areas: [...maths, 'data', 'compile', 'runtime', 'training', 'evaluation', 'deploy'],
    packages: [tfjs, 'node', 'valibot'],
  },
  report: {
    areas: ['contract', 'base', 'charts', 'evaluation', 'tasks', 'recipes', 'jobs'],
    packages: ['node', 'valibot'],
  },
  handlers: {
    areas: [
      ...maths,
      'data',
      'store',
      'compile',
      'runtime',
      'training',
      'evaluation',
      'deploy',
      'jobs',
      'charts',
      'report',
    ],
    packages: ['node', 'valibot'],
  },
  rpc: { areas: ['contract', 'base', 'handlers'], packages: ['node', 'ws', 'valibot'] },
  host: {
    areas: ['contract', 'base', 'handlers', 'rpc', 'report', 'jobs', 'data', 'store', 'recipes', 'runtime', 'tasks'],
    packages: ['node', 'ws', 'valibot'],
  },
  electron: { areas: ['contract'], packages: ['node', 'electron', 'valibot'] },
  renderer: {
    areas: ['contract', 'charts'],
    packages: ['svelte', 'bits-ui', '@internationalized/date', '@fontsource-variable/noto-sans-jp', 'valibot'],
  },
};

/** `engine/data/csv.ts` is in `data`, `engine/main.ts` in `host`, `electron/menu.ts` in `electron`. */
function areaOf(file: string): string {
  const [top, folder, ...rest] = file.split('/');
  if (top !== 'engine') return top!;
  return rest.length === 0 ? 'host' : folder!;
}

function violations(file: string): string[] {
  const area = areaOf(file);
  const rule = rules[area];
  if (rule === undefined) return [`${file}: the area "${area}" has no rule in build/layers.test.ts`];
  return importsOf(file).flatMap(({ name, typeOnly }) => {
    if (/^(engine|electron|renderer|build|assets)\//.test(name)) {
      const imported = areaOf(name);
      const allowed = typeOnly ? [area, ...rule.areas, ...(rule.types ?? [])] : [area, ...rule.areas];
      return allowed.includes(imported) ? [] : [`${file} must not import ${name}`];
    }
    const wanted = name.startsWith('node:') ? 'node' : packageOf(name);
    return rule.packages.includes(wanted) ? [] : [`${file} must not import ${name}`];
  });
}

const files = sourceFiles(['engine', 'electron', 'renderer']).filter((file) => /\.(ts|svelte)$/.test(file));

test('imports point downwards only', () => {
  expect(files.filter((file) => !isTest(file)).flatMap(violations)).toEqual([]);
});

test('nothing in the program imports tests, benchmarks or build scripts', () => {
  const unwanted = (name: string): boolean =>
    name.startsWith('build/') || name === 'vitest' || (name.includes('/') && isTest(name));
  const wrong = files
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ name }) => unwanted(name))
        .map(({ name }) => `${file} imports ${name}`),
    );
  expect(wrong).toEqual([]);
});

test('the rules themselves have no circle', () => {
  const depth = (area: string, path: readonly string[]): number => {
    expect(path, `a circle through ${area}`).not.toContain(area);
    return 1 + Math.max(0, ...rules[area]!.areas.map((below) => depth(below, [...path, area])));
  };
  for (const area of Object.keys(rules)) expect(depth(area, [])).toBeGreaterThan(0);
});
