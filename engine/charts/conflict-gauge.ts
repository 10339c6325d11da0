// How often two tasks' gradients pointed apart: a bar from 0 to 100 % with its course over the epochs. For
// information only: published measurements found no strong relation to accuracy, and the picture says so.

import { isKnown, path, thin } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { svg } from './svg.ts';

export interface ConflictGaugeData {
  /** Share pointing apart, by epoch or by pair of tasks; null = not measured. */
  readonly shares: readonly (number | null)[];
  /** What the shares stand for; the course is drawn over epochs alone. Epochs when left out. */
  readonly over?: 'epochs' | 'pairs';
}

export const conflictGaugeHeight = 92;

export function conflictGauge(data: ConflictGaugeData, frame: Frame): string {
  const { theme, width } = frame;
  const title = phrase(frame, '勾配の向きの食い違い', 'Gradients pointing apart');
  const known = data.shares.filter(isKnown);
  if (known.length === 0) return emptyChart(frame, title);
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const text = phrase(frame, `平均 ${percent(mean)}`, `mean ${percent(mean)}`);
  const caption = phrase(
    frame,
    '参考情報です。食い違いが多くても成績が悪いとは限らず、予測には使えません。',
    'Information only, not predictive: many conflicts need not mean poor accuracy.',
  );
  const byEpoch = data.over !== 'pairs' && data.shares.length > 1;
  const [left, course] = [8, byEpoch ? Math.min(150, width * 0.3) : 0];
  const room = textWidth('100 %', sizes.small);
  const right = width - course - room;
  const x = (share: number): number => left + (right - left) * share;
  const kept = thin(data.shares.length, 150);
  const from = width - course + 4;
  const xs = kept.map((_, i) => from + (kept.length > 1 ? (i / (kept.length - 1)) * (course - 10) : course / 2));
  const line = path(
    xs,
    kept.map((i) => data.shares[i] ?? null),
    (value) => value,
    (share) => 52 - 30 * share,
  );
  return chart(
    frame,
    title,
    `${text}. ${caption}`,
    svg`<text x="${left}" y="15">${fitted(title, sizes.label, right - left)}</text><text x="${right}" y="15" text-anchor="end" font-weight="600">${text}</text>`,
    svg`<rect x="${left}" y="26" width="${right - left}" height="14" fill="${theme.shade}" stroke="${theme.axis}" stroke-width="0.75"/><rect x="${left}" y="26" width="${x(mean) - left}" height="14" fill="${theme.muted}" fill-opacity="0.5"/><path d="M${x(Math.min(...known))},33H${x(Math.max(...known))}" stroke="${theme.text}" stroke-width="1.5"/><path d="M${x(mean)},22v22" stroke="${theme.text}" stroke-width="2.5"/>`,
    svg`${[0, 0.5, 1].map((tick) => svg`<text x="${x(tick)}" y="55" text-anchor="${tick === 0 ? 'start' : 'middle'}" font-size="${sizes.small}" fill="${theme.muted}">${`${tick * 100} %`}</text>`)}`,
    svg`${byEpoch && svg`<rect x="${from}" y="22" width="${course - 10}" height="30" fill="none" stroke="${theme.grid}"/><path d="${line}" fill="none" stroke="${theme.text}" stroke-width="1.25"/><text x="${from + course - 10}" y="15" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${fitted(phrase(frame, '推移', 'by epoch'), sizes.small, course)}</text>`}`,
    svg`<text x="${left}" y="78" font-size="${sizes.small}" fill="${theme.muted}">${fitted(caption, sizes.small, width - left)}</text>`,
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
