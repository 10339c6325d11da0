// Photos in the report: what kinds were used, and those that the model judged worst, with what decided.

import { sayImageProblem } from '../../contract/text/image-problems.ts';
import type { ReportFacts, ReportPhotos, WorstPhoto } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { count, type Writer } from '../words.ts';

/** Problems that are written out; the others are counted. */
const mostProblems = 10;

export function photoSection({ photos }: ReportFacts, writer: Writer): Html | '' {
  if (!photos) return '';
  const { say } = writer;
  const hasMaps = photos.worst.some((one) => one.photos.some(isShown));
  return html`<section>
    <h2>${say('写真', 'Photos')}</h2>
    ${photos.sources.map((source) => kinds(source, photos.sources.length > 1, writer))}
    ${photos.worst.map(
      ({ taskId, photos: worst }) =>
        html`<h3>
            ${
              worst[0]?.probability === null
                ? say(
                    `「${taskId}」で誤差の大きかった写真（テスト用）`,
                    `"${taskId}": the largest errors on test photos`,
                  )
                : say(`「${taskId}」で誤りの大きかった写真（テスト用）`, `"${taskId}": the worst errors on test photos`)
            }
          </h3>
          <div class="photos">${worst.map((photo) => figure(photo, writer))}</div>`,
    )}
    ${
      hasMaps &&
      html`<p class="small">
        ${say(
          '右の濃い所は、モデルの判断に効いた場所です（HiResCAM）。濃さの目盛りはこのプロジェクトの検証用写真で決めており、原因を証明するものではありません。',
          'Darker places on the right spoke for the judgement (HiResCAM). Their scale is set by the validation photos of this project; they prove no cause.',
        )}
      </p>`
    }
  </section>`;
}

type Source = ReportPhotos['sources'][number];

function kinds(source: Source, isNamed: boolean, { say, language }: Writer): Html {
  const { sizes } = source;
  const small = sizes?.smallest.join(' × ') ?? '';
  const large = sizes?.largest.join(' × ') ?? '';
  const join = say('、', ', ');
  const rows: [string, string][] = [
    [say('写真の枚数', 'Photos'), count(source.images)],
    [
      say('大きさ（画素）', 'Size in pixels'),
      small === large ? small : say(`${small} ～ ${large}`, `${small} to ${large}`),
    ],
    [
      say('形式', 'Format'),
      Object.entries(source.formats)
        .map(([format, photos]) => `${format.toUpperCase()} ${count(photos)}`)
        .join(join) + say(`（${source.bits} ビット）`, ` (${source.bits} bits)`),
    ],
    ...(source.classes.length > 0
      ? [
          [
            say('フォルダー名による分類', 'Classes by folder'),
            source.classes.map((one) => `${one.level} ${count(one.count)}`).join(join),
          ] as [string, string],
        ]
      : []),
    ...(source.masks > 0 ? [[say('マスク', 'Masks'), count(source.masks)] as [string, string]] : []),
    [say('読み取りで気づいた点', 'Found while reading'), count(source.problemCount)],
  ];
  const shown = source.problems.slice(0, mostProblems);
  return html`<h3>${say('使った写真', 'The photos used')}${isNamed && `: ${source.source}`}</h3>
    <dl class="conditions">
      ${rows.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      shown.length > 0 &&
      html`<ul class="limits">
        ${shown.map((problem) => html`<li>${problem.path}: ${sayImageProblem(problem, language)}</li>`)}
        ${
          source.problemCount > shown.length &&
          html`<li>
            ${say(`ほか ${count(source.problemCount - shown.length)} 件`, `and ${count(source.problemCount - shown.length)} more`)}
          </li>`
        }
      </ul>`
    }`;
}

/** What a wrong answer was. Of OK and NG it is the chance of NG that the verdict rests on, whatever the verdict is. */
export function verdictOf({ actual, judged, probability, positive }: WorstPhoto, { say }: Writer): string {
  if (probability === null) return say(`実際 ${actual}、予測 ${judged}`, `true ${actual}, predicted ${judged}`);
  if (positive === undefined)
    return say(
      `× 実際 ${actual}、判定 ${judged}（確信度 ${percent(probability)}）`,
      `× true ${actual}, judged ${judged} (probability ${percent(probability)})`,
    );
  const chance = percent(judged === positive ? probability : 1 - probability);
  return actual === positive
    ? say(`見逃し（${positive} の確率 ${chance}）`, `Escape (${positive}: probability ${chance})`)
    : say(`過検出（${positive} の確率 ${chance}）`, `False reject (${positive}: probability ${chance})`);
}

function figure(photo: WorstPhoto, writer: Writer): Html {
  const verdict = verdictOf(photo, writer);
  return html`<figure class="photo">
    <div class="shots">
      <img src="${photo.url}" alt="${photo.name}" />
      ${isShown(photo) && html`<div class="overlaid"><img src="${photo.url}" alt="" />${overlay(photo)}</div>`}
    </div>
    <figcaption>${verdict}<br />${photo.name}</figcaption>
  </figure>`;
}

function isShown({ map }: WorstPhoto): boolean {
  return map !== null && map.values.some((value) => value > 0.05);
}

/** The map as squares over the photo; its frame says where in the map the photo stands. */
function overlay({ map }: WorstPhoto): Html | '' {
  if (!map) return '';
  const { width, height, values, frame } = map;
  const [left, top, right, bottom] = frame;
  const box = [left * width, top * height, (right - left) * width, (bottom - top) * height];
  return html`<svg
    viewBox="${box.map((one) => one.toFixed(3)).join(' ')}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${values.map((value, i) =>
      value > 0.05
        ? html`<rect
            x="${i % width}"
            y="${Math.floor(i / width)}"
            width="1"
            height="1"
            fill="#d84a00"
            fill-opacity="${(0.75 * value).toFixed(2)}"
          />`
        : null,
    )}
  </svg>`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
