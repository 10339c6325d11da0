// The look of the printed page: A4, one type scale, thin rules, page numbers in the margin.

import { embeddedFont } from './fonts.ts';

/** `footer` stands at the lower left of every page; it is escaped for CSS here. */
export function pageStyle(footer: string): string {
  const quoted = `"${footer
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[\n\r<>]/g, ' ')}"`;
  const margin = `font: 7.5pt '${embeddedFont}', sans-serif; color: #5b6773;`;
  return `
@page { size: A4; margin: 15mm 16mm 17mm; @bottom-left { content: ${quoted}; ${margin} } @bottom-right { content: counter(page) " / " counter(pages); ${margin} } }
* { box-sizing: border-box; }
html { color: #111820; background: #fff; font: 9pt/1.6 '${embeddedFont}', sans-serif; font-feature-settings: 'palt' 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; counter-reset: section figure table; }
:lang(ja) { line-break: strict; word-break: auto-phrase; } body { overflow-wrap: break-word; } .small, .limits, td { word-break: normal; }
body { margin: 0 auto; max-width: 178mm; }
h1, h2, h3, p, figure, ul, ol, dl { margin: 0; padding: 0; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 10mm; border-bottom: 1.5pt solid #10395c; padding-bottom: 4mm; margin-bottom: 5mm; }
.kind { font-size: 9pt; color: #10395c; letter-spacing: .08em; font-weight: 700; }
h1 { font-size: 18pt; line-height: 1.3; font-weight: 700; margin: 1mm 0 2mm; }
.meta { font-size: 8pt; color: #4a5560; line-height: 1.55; }
.stamps { border-collapse: collapse; flex: none; width: 63mm; table-layout: fixed; }
.stamps th, .stamps td { border: .6pt solid #4a5560; text-align: center; font-size: 8pt; font-weight: 400; padding: 0; height: 5.2mm; }
.stamps .seal td { height: 19mm; } .stamps .date td { font-size: 7.5pt; color: #5b6773; white-space: pre; }
h2 { counter-increment: section; font-size: 12pt; line-height: 1.4; font-weight: 700; color: #10395c; margin: 7mm 0 2.2mm; break-after: avoid; border-bottom: .6pt solid #c9d0d7; padding-bottom: .8mm; }
h2::before { content: counter(section) ". "; }
h3 { font-size: 10pt; font-weight: 700; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; } h2 + p, h3 + p { break-after: avoid; } p, li { break-inside: avoid; }
figure + .small { break-before: avoid; } .small { font-size: 8pt; color: #4a5560; line-height: 1.55; }
.conclusion { border: .8pt solid #10395c; border-left-width: 3.5pt; padding: 3mm 5mm 3.4mm; margin-bottom: 5mm; break-inside: avoid; }
.conclusion h2 { border: 0; margin: 0 0 1mm; padding: 0; }
.conclusion ol { padding-left: 5mm; } .conclusion li { margin: 1.2mm 0; font-size: 9.6pt; line-height: 1.65; } .conclusion li::marker { color: #10395c; font-weight: 700; }
figure { break-inside: avoid; margin: 2.4mm 0 3.5mm; }
figcaption { font-size: 8pt; color: #4a5560; margin-bottom: 1mm; break-after: avoid; }
figure.chart figcaption::before { counter-increment: figure; content: "Fig. " counter(figure) "  "; font-weight: 700; color: #111820; }
figure.table figcaption::before { counter-increment: table; content: "Table " counter(table) "  "; font-weight: 700; color: #111820; }
:lang(ja) figure.chart figcaption::before { content: "図 " counter(figure) "　"; }
:lang(ja) figure.table figcaption::before { content: "表 " counter(table) "　"; }
svg { display: block; max-width: 100%; height: auto; }
figure table { width: 100%; border-collapse: collapse; font-size: 8pt; line-height: 1.45; font-variant-numeric: tabular-nums; }
figure.table:has(tr:nth-child(9)), figure.table:has(.findings) { break-inside: auto; }
thead { display: table-header-group; } tr { break-inside: avoid; } .hashes { break-before: avoid; break-inside: avoid; }
tbody tr:first-child:not(:last-child), tr:nth-last-child(2) { break-after: avoid; }
thead th { text-align: left; font-weight: 700; color: #4a5560; border-bottom: .8pt solid #7d8893; padding: 1mm 1.6mm; vertical-align: bottom; }
tbody th { text-align: left; font-weight: 700; }
tbody td, tbody th { border-bottom: .4pt solid #dfe3e7; padding: 1.1mm 1.6mm; vertical-align: top; }
.number { text-align: right !important; } td.number { white-space: nowrap; } th small, td small { display: block; font-size: 6.8pt; color: #5b6773; font-weight: 400; line-height: 1.35; } small.inline { display: inline; }
.summary tr.first th, .summary tr.first td { border-top: .6pt solid #7d8893; } .summary .metric { min-width: 27mm; } .summary tbody th { min-width: 17mm; }
.summary td.number { white-space: nowrap; } .summary .chosen, tr.chosen td { background: #eaf3f9; } .summary td.chosen { font-weight: 700; }
.tag { display: block; font-size: 6.8pt; color: #0072b2; font-weight: 700; }
.main { font-size: 6.5pt; color: #4a5560; border: .4pt solid #9aa5b1; border-radius: 1mm; padding: 0 .8mm; margin-left: 1.2mm; white-space: nowrap; }
.verdict { white-space: nowrap; } .verdict b { font-size: 10pt; } .verdict.helps b { color: #0072b2; } .verdict.hurts b { color: #d55e00; }
ul.passed { list-style: none; columns: 2; column-gap: 6mm; font-size: 7.5pt; line-height: 1.5; color: #4a5560; } .passed li { padding-left: 4mm; text-indent: -4mm; }
.mark { font-size: 10pt; font-weight: 700; width: 6mm; text-align: center; } .mark.fail { color: #d55e00; } .mark.warn { color: #b47d00; }
.handling, td.floors { white-space: nowrap; } .handling { color: #4a5560; }
.pair { display: grid; grid-template-columns: 63% 36%; gap: 1%; align-items: start; } .pair.even { display: block; } .pair.even, .photos { orphans: 1; widows: 1; } .pair > figure { min-width: 0; margin-bottom: 1.5mm; } .pair.even > figure { display: inline-block; vertical-align: top; width: calc(50% - 2.2mm); margin: 0 1.5mm 1.5mm 0; }
article.task { margin-bottom: 3mm; } article .pair:not(.even) { break-inside: avoid; } article .figures { break-before: avoid; break-inside: avoid; }
.figures { list-style: none; display: flex; flex-wrap: wrap; gap: .4mm 5mm; font-size: 8pt; color: #111820; background: #f5f7f9; padding: 1.6mm 2.4mm; font-variant-numeric: tabular-nums; } .figures span, .figures small { color: #4a5560; } .figures li:not(.sentence) { white-space: nowrap; }
.pairs tbody th { min-width: 32mm; word-break: keep-all; } .pairs .verdict { min-width: 24mm; }
article.method { margin-bottom: 3mm; } .answers { display: grid; grid-template-columns: max-content 1fr; gap: .6mm 4mm; font-size: 8.5pt; margin: 0 0 2mm; break-inside: avoid; }
.notes { padding-left: 6mm; font-size: 8.5pt; margin-bottom: 3mm; } .notes li { margin: .4mm 0; }
.risks { border: .6pt solid #d0a24a; border-left-width: 3pt; padding: 1.5mm 4mm 2mm; margin-bottom: 3mm; break-inside: avoid; } .risks h3 { margin: 0 0 .6mm; } .risks ul, .limits { padding-left: 4.5mm; }
.limits { font-size: 8.5pt; } .limits li { margin: .8mm 0; }
.conditions, .hashes { display: grid; grid-template-columns: max-content 1fr; gap: .6mm 5mm; font-size: 8.5pt; margin: 2mm 0 3mm; } dt { color: #4a5560; } dd { margin: 0; }
.mono { font-family: ui-monospace, 'DejaVu Sans Mono', Consolas, Menlo, monospace; font-size: 7.2pt; overflow-wrap: anywhere; } td.mono { white-space: nowrap; }
.photos { margin: 2mm 0 3mm; }
figure.photo { display: inline-block; vertical-align: top; width: calc(50% - 3mm); margin: 0 2mm 3mm 0; font-size: 8pt; line-height: 1.45; } figure.photo figcaption { color: #111820; overflow-wrap: anywhere; }
.shots { display: flex; gap: 2mm; } .shots img { display: block; height: 32mm; max-width: 40mm; object-fit: contain; background: #eef1f2; }
.overlaid { position: relative; width: max-content; } .overlaid svg { position: absolute; inset: 0; width: 100%; height: 100%; }
@media screen { body { padding: 12mm 4mm; } }
`;
}
