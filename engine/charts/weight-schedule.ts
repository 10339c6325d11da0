// The weights that a search's best training went through, round by round, stacked to 100 %; at the right the
// ones to use elsewhere.

import type { PopulationShown } from '../contract/methods.ts';
import { bottomAxis, epochScale, epochText, type Box } from './axes.ts';
import { chart, emptyChart, phrase, sizes, type Frame } from './frame.ts';
import { lastShares, shareLabel, shareLabelRoom, sharePanel } from './share-panel.ts';
import { svg } from './svg.ts';

export function weightSchedule(data: PopulationShown, frame: Frame): string {
  const { theme, width, height } = frame;
  const { tasks, schedule } = data;
  const title = phrase(frame, '見つかった重みの予定表', 'Weight schedule that was found');
  const last = lastShares(schedule);
  if (!last || tasks.length === 0) return emptyChart(frame, title);
  const rounds = schedule.map((_, i) => i + 1);
  const right = width - shareLabelRoom(tasks, last, frame);
  const box: Box = { left: 50, top: 34, right, bottom: height - 66 };
  const x = epochScale(rounds, [box.left, box.right]);
  const found = tasks.map((_, k) => shareLabel(tasks, data.found, k)).join(phrase(frame, '、', ', '));
  const use = phrase(frame, `ほかで使う重み: ${found}`, `Weights to use elsewhere: ${found}`);
  const [axis, ...bodies] = sharePanel(
    {
      tasks,
      rows: schedule,
      xs: rounds.map((round) => x(round)),
      form: 'stacked',
      title: phrase(frame, '重みの割合（%）', 'Share of the weight (%)'),
    },
    box,
    frame,
  );
  return chart(
    frame,
    title,
    use,
    axis!,
    bottomAxis(frame, box, x, {
      title: phrase(frame, '何回目か', 'Round'),
      format: epochText,
    }),
    ...bodies,
    svg`${data.found.length > 0 && svg`<text x="12" y="${height - 8}" font-size="${sizes.small}" fill="${theme.muted}">${use}</text>`}`,
  );
}
