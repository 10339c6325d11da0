// A report printed by a real browser, read back with poppler's tools.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { languages } from '../contract/language.ts';
import { figureText } from '../contract/text/metrics.ts';
import { reportFacts } from '../report/facts.ts';
import { fontFaces } from '../report/fonts.ts';
import { renderReport } from '../report/render.ts';
import { pageStyle } from '../report/style.ts';
import { exampleSources } from '../report/test-sources.ts';
import { findBrowser } from './find-browser.ts';
import { printPdf } from './pdf-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-pdf-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tool = (name: string, ...parameters: string[]): string => execFileSync(name, parameters, { encoding: 'utf8' });

test.each(languages)(
  'the %s report is an A4 PDF with its numbers as text, page numbers and embedded fonts',
  { timeout: 120_000 },
  async (language) => {
    const facts = reportFacts(exampleSources());
    const pdf = join(folder, `${language}.pdf`);
    await printPdf(renderReport(facts, language), pdf);

    const information = tool('pdfinfo', pdf);
    expect(information).toMatch(/Page size:\s+59\d\.\d+ x 84[12]\.\d+ pts \(A4\)/);
    const pages = Number(/Pages:\s+(\d+)/.exec(information)![1]);
    expect(pages).toBeGreaterThan(3);
    const text = tool('pdftotext', '-layout', pdf, '-').replaceAll('\u00a0', ' ');
    for (let page = 1; page <= pages; page++) expect(text).toMatch(new RegExp(`\\b${page} ?/ ?${pages}\\b`));
    for (const task of facts.document.tasks) {
      expect(text).toContain(task.id);
      const { metrics, mainMetric } = facts.subject.result.tasks[task.id]!;
      expect(text).toContain(figureText(mainMetric, metrics[mainMetric]!.value));
    }
    expect(text).toContain(language === 'ja' ? '採用候補' : 'The run to adopt');

    const fonts = tool('pdffonts', pdf).trim().split('\n').slice(2);
    expect(fonts.filter((font) => font.includes('NotoSansJP')).length).toBeGreaterThan(1);
    // Columns: name, type, encoding, emb, sub, uni, object. Every font is inside the file.
    expect(fonts.filter((font) => !/ yes (yes|no) +(yes|no) +\d+ +0$/.test(font))).toEqual([]);
  },
);

test('a gallery of photos fills the page and goes on on the next one', { timeout: 60_000 }, async () => {
  const photo = '<figure class="photo"><div style="height: 32mm"></div><figcaption>x<br />y</figcaption></figure>';
  const space = (height: number): string => `<div style="height: ${height}mm; break-inside: avoid"></div>`;
  // 265 mm a page, about 45 mm a row: one row fits below the first block, the other two with the second block. A gallery
  // that stays together takes a page for itself, three in all.
  const body = `${space(190)}<div class="photos">${photo.repeat(6)}</div>${space(150)}`;
  const pdf = join(folder, 'gallery.pdf');
  await printPdf(`<!doctype html><style>${fontFaces(`xy/0123456789`)}${pageStyle('x')}</style>${body}`, pdf);
  expect(tool('pdfinfo', pdf)).toMatch(/Pages:\s+2\n/);
});

test('an aborted printing leaves neither a file nor a profile behind', { timeout: 60_000 }, async () => {
  const pdf = join(folder, 'aborted.pdf');
  const stop = new AbortController();
  const before = profiles();
  const printing = printPdf(renderReport(reportFacts(exampleSources()), 'ja'), pdf, { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  await expect(printing).rejects.toThrow(/abort/i);
  expect(existsSync(pdf)).toBe(false);
  expect(profiles().filter((profile) => !before.includes(profile))).toEqual([]);
});

test('without a browser the refusal says what to install', () => {
  expect(() => findBrowser({ PATH: '' }, 'linux')).toThrow('pdf.no-browser');
  expect(() => findBrowser({ TASKLOOM_BROWSER: '/nowhere/browser' }, 'linux')).toThrow('/nowhere/browser');
});

test('a program that is no browser is reported as such, with its name', { timeout: 60_000 }, async () => {
  const kept = process.env['TASKLOOM_BROWSER'];
  process.env['TASKLOOM_BROWSER'] = process.execPath; // Node ends at once on flags it does not know
  try {
    await expect(printPdf('<p>x</p>', join(folder, 'x.pdf'))).rejects.toThrow('pdf.browser-failed');
  } finally {
    if (kept === undefined) delete process.env['TASKLOOM_BROWSER'];
    else process.env['TASKLOOM_BROWSER'] = kept;
  }
  expect(readdirSync(folder)).not.toContain('x.pdf');
});

function profiles(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('taskloom-print-'));
}
