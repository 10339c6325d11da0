// Sections -> one self-contained page: nothing is fetched, the font is inside.

import type { Language } from '../contract/language.ts';
import type { ReportFacts } from './facts.ts';
import { embeddedFont, fontFaces } from './fonts.ts';
import { escaped } from './markup.ts';
import { sections } from './sections/index.ts';
import { pageStyle } from './style.ts';
import { moment, writer } from './words.ts';

/** The whole report as one HTML page, for the preview and for printing. */
export function renderReport(facts: ReportFacts, language: Language): string {
  const write = writer(language);
  const body = sections
    .map((section) => section(facts, write))
    .map((part) => (part === '' ? '' : part.text))
    .join('\n')
    // Charts name the window's fonts; in the page they are drawn with the font inside it.
    .replaceAll(/ font-family="[^"]*"/g, ` font-family="'${embeddedFont}',sans-serif"`)
    // A number and its percent sign never part at the end of a line.
    .replaceAll(/(\d) %/g, '$1\u00a0%');
  const title = write.say(`${facts.name} 評価報告書`, `${facts.name}: evaluation report`);
  const footer = `${facts.name}　${write.say('実行', 'run')} ${facts.subject.number}　${moment(facts.at)}　TaskLoom ${facts.app.version}`;
  const style = pageStyle(footer);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<title>${escaped(title)}</title>
<style>
${fontFaces(title + body + style)}
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
