// Sentences of the findings about photos: copies, look-alikes, light and sharpness, what gives a class away.

import type { ImageFindingFacts } from '../image-checks.ts';
import type { FindingTexts } from './findings.ts';
import { number, percent } from './phrases.ts';

type Property = ImageFindingFacts['image-giveaway']['property'];
const properties: { readonly ja: Record<Property, string>; readonly en: Record<Property, string> } = {
  ja: {
    format: 'ファイル形式',
    size: '画像サイズ',
    depth: 'ビット数',
    colour: 'カラー・白黒',
    brightness: '明るさ',
    bytes: 'ファイルの大きさ',
  },
  en: {
    format: 'file format',
    size: 'size',
    depth: 'bit depth',
    colour: 'colour',
    brightness: 'brightness',
    bytes: 'file size',
  },
};

export const imageFindings = {
  'image-duplicates': {
    ja: {
      pass: '同じ画像の重複はありません。',
      why: '同じ画像が学習用とテスト用の両方に入ると、答えを見てから解くことになり、実際より良い結果に見えます。',
      found: (f) => ({
        title: `まったく同じ画像が ${number(f.copies)} 枚余分にあります`,
        reason: `例:「${f.first}」と「${f.second}」。${f.across > 0 ? `うち ${number(f.across)} 組は、学習用とテスト用など別の側に分かれています。` : ''}`,
      }),
    },
    en: {
      pass: 'No photo occurs twice.',
      why: 'A photo that is in both training and test shows the answer beforehand: results look better than they are.',
      found: (f) => ({
        title: f.copies === 1 ? 'One photo is an exact copy' : `${number(f.copies)} photos are exact copies`,
        reason: `For example "${f.first}" and "${f.second}".${f.across > 0 ? ` Of ${number(f.across)} such photos, copies stand on different sides of the split.` : ''}`,
      }),
    },
  },
  'image-near-duplicates': {
    ja: {
      pass: 'ほとんど同じ画像の重複はありません。',
      why: '保存し直しただけの画像や連続して撮った画像が学習用とテスト用に分かれると、実際より良い結果に見えます。',
      found: (f) => ({
        title: `ほとんど同じ画像が ${number(f.pairs)} 組あります`,
        reason: `例:「${f.first}」と「${f.second}」（一致度 ${percent(f.agreement)}）。${f.across > 0 ? `うち ${number(f.across)} 組は、学習用とテスト用など別の側に分かれています。` : ''}`,
      }),
    },
    en: {
      pass: 'No two photos are nearly the same.',
      why: 'When a photo saved again, or two shots in a row, fall into training and test, results look better than they are.',
      found: (f) => ({
        title:
          f.pairs === 1 ? 'Two photos are nearly the same' : `${number(f.pairs)} pairs of photos are nearly the same`,
        reason: `For example "${f.first}" and "${f.second}" (they agree by ${percent(f.agreement)}).${f.across > 0 ? ` ${number(f.across)} of the pairs stand on different sides of the split.` : ''}`,
      }),
    },
  },
  'image-look-alikes': {
    ja: {
      pass: '同じに見えてラベルが違う画像はありません。',
      why: '見分けのつかない画像に違うラベルが付いていると、どちらかを必ず間違えます。ラベルの付け間違いの可能性があります。',
      found: (f) => ({
        title: `「${f.task}」で、同じに見える画像 ${number(f.pairs)} 組のラベルが違います`,
        reason: `例:「${f.first}」は「${f.firstLabel}」、「${f.second}」は「${f.secondLabel}」です。どちらが正しいか確認してください。`,
      }),
    },
    en: {
      pass: 'Photos that look the same have the same label.',
      why: 'Where photos cannot be told apart but their labels differ, one of them will always be wrong. It may be a slip in labelling.',
      found: (f) => ({
        title: `"${f.task}": ${f.pairs === 1 ? 'a pair of photos looks' : `${number(f.pairs)} pairs of photos look`} the same with different labels`,
        reason: `For example "${f.first}" is "${f.firstLabel}" and "${f.second}" is "${f.secondLabel}". Check which is right.`,
      }),
    },
  },
  'image-parts': {
    ja: {
      pass: '同じ部品を何枚も撮った画像は、分け方で離れ離れになりません。',
      why: '同じ部品の画像が学習用とテスト用に分かれると、その部品を覚えただけで正解できてしまいます。',
      found: (f) => ({
        title: '同じ部品を何枚か撮った画像のようです',
        reason: `ファイル名から、${number(f.photos)} 枚が ${number(f.parts)} 個の部品（例:「${f.example}」）のものと読み取れます。部品単位で分けると、正しく評価できます。`,
      }),
    },
    en: {
      pass: 'Several shots of one part stay on one side of the split.',
      why: 'When shots of one part fall into training and test, remembering that part is enough to be right.',
      found: (f) => ({
        title: 'There seem to be several shots of each part',
        reason: `By their file names, ${number(f.photos)} photos show ${number(f.parts)} parts (such as "${f.example}"). Dividing by part gives an honest test.`,
      }),
    },
  },
  'image-giveaway': {
    ja: {
      pass: '形式・サイズ・明るさだけでラベルが分かることはありません。',
      why: '撮り方や保存のしかたの違いだけで当てられると、部品を見ずに正解してしまい、現場では使えません。',
      found: (f) => ({
        title: `「${f.task}」の「${f.class}」は、${properties.ja[f.property]}だけで分かってしまいます`,
        reason:
          f.score > 0
            ? `${properties.ja[f.property]}の境目 1 つ（${f.value}）だけで、正解率（クラス平均）が ${percent(f.score)} になります。撮影条件が違っていないか確認してください。`
            : `${properties.ja[f.property]}が「${f.value}」の ${number(f.outOf)} 枚のうち ${number(f.hits)} 枚が「${f.class}」です。撮影や保存の条件をそろえてください。`,
      }),
    },
    en: {
      pass: 'Format, size and brightness alone do not tell the label.',
      why: 'When the way of taking or saving photos is enough to be right, the model need not look at the part, and will fail on the line.',
      found: (f) => ({
        title: `"${f.class}" of "${f.task}" can be told by ${properties.en[f.property]} alone`,
        reason:
          f.score > 0
            ? `One threshold of ${properties.en[f.property]} (${f.value}) is right for ${percent(f.score)}, averaged over the classes. Check whether the photos were taken under different conditions.`
            : `Of ${number(f.outOf)} photos with ${properties.en[f.property]} "${f.value}", ${number(f.hits)} are "${f.class}". Take and save all photos in the same way.`,
      }),
    },
  },
  'image-blur': {
    ja: {
      pass: '特にぼけた画像はありません。',
      why: 'ピントの外れた画像では、細かなきずは見えません。学習にもテストにも悪い影響があります。',
      found: (f) => ({
        title: `ほかよりはっきりぼけている画像が ${number(f.count)} 枚あります`,
        reason: `例:「${f.example}」。鮮明さは ${number(f.sharpness)} で、ふつうの ${number(f.typical)} より大きく下回ります。`,
      }),
    },
    en: {
      pass: 'No photo is clearly blurred.',
      why: 'Fine scratches cannot be seen out of focus. Such photos harm both training and test.',
      found: (f) => ({
        title: f.count === 1 ? 'One photo is clearly blurred' : `${number(f.count)} photos are clearly blurred`,
        reason: `For example "${f.example}": its sharpness is ${number(f.sharpness)}, far below the usual ${number(f.typical)}.`,
      }),
    },
  },
  'image-exposure': {
    ja: {
      pass: '特に暗い画像・明るい画像はありません。',
      why: '照明の消し忘れや白飛びなど、撮影の失敗が混ざっていると、学習の妨げになります。',
      found: (f) => ({
        title: `明るさが極端な画像が ${number(f.dark + f.bright)} 枚あります`,
        reason: `暗すぎる画像が ${number(f.dark)} 枚、明るすぎる画像が ${number(f.bright)} 枚です（例:「${f.example}」）。`,
      }),
    },
    en: {
      pass: 'No photo is far too dark or too bright.',
      why: 'Failed shots, with the lamp off or burnt out, get in the way of learning.',
      found: (f) => ({
        title: `${number(f.dark + f.bright)} photos are far darker or brighter than the others`,
        reason: `${number(f.dark)} are too dark and ${number(f.bright)} too bright (for example "${f.example}").`,
      }),
    },
  },
  'image-few': {
    ja: {
      pass: 'どのクラスにも、学習できるだけの画像があります。',
      why: '枚数の少ないクラスは覚えにくく、テストの枚数も少ないので、良し悪しがはっきり言えません。',
      found: (f) => ({
        title: `「${f.task}」の「${f.class}」は画像が ${number(f.count)} 枚しかありません`,
        reason: `1 クラスにつき ${number(f.needed)} 枚以上を目安に集めてください。`,
      }),
    },
    en: {
      pass: 'Every class has enough photos to learn from.',
      why: 'A class of few photos is hard to learn, and with few in the test little can be said about it.',
      found: (f) => ({
        title: `"${f.class}" of "${f.task}" has only ${number(f.count)} photos`,
        reason: `Try to collect ${number(f.needed)} or more a class.`,
      }),
    },
  },
} satisfies Partial<FindingTexts>;
