// Every chart against its expected picture, as text. A wanted change is taken over with `npx vitest -u`
// and seen in review; `npx vitest -u` writes all pictures again.

import { expect, test } from 'vitest';
import { languages } from '../../contract/language.ts';
import { themes } from '../theme.ts';
import { drawExample, examples } from './examples.ts';

const names = Object.keys(examples);

test.each(names)('%s looks as expected', async (name) => {
  await expect(`${drawExample(name, 'light', 'ja')}\n`).toMatchFileSnapshot(`./${name}.svg`);
});

test.each(names)('%s is well-formed, named for screen readers and free of NaN in every theme and language', (name) => {
  for (const theme of Object.values(themes)) {
    for (const language of languages) {
      const picture = drawExample(name, theme.name, language);
      expect(picture).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/);
      expect(picture).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
      expect(openElements(picture)).toEqual([]);
      const [width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(picture)!.slice(1).map(Number);
      for (const { x, y } of textPositions(picture)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width!);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThanOrEqual(height!);
      }
    }
  }
});

test.each(names)('%s fits a narrow window without figures that are no numbers', (name) => {
  const { draw, height } = examples[name]!;
  const picture = draw({ width: 300, height, theme: themes.dark, language: 'ja' });
  expect(picture).not.toMatch(/NaN|Infinity/);
  expect(picture).not.toMatch(/(width|height)="-/);
});

/** Elements left open at the end; a stray closing tag throws. */
function openElements(picture: string): string[] {
  const open: string[] = [];
  for (const [, closing, name, attributes] of picture.matchAll(/<(\/?)([a-z]+)([^>]*)>/g)) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (!attributes!.endsWith('/')) open.push(name!);
  }
  return open;
}

function textPositions(picture: string): { x: number; y: number }[] {
  return [...picture.matchAll(/<text x="([^"]+)" y="([^"]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}
