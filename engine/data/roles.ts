// What a column's name says it is, in the words of Japanese and English plants.

import type { ColumnProfile } from '../contract/health.ts';

/** Rows made together: what stands on both sides of a split flatters every figure. */
const groupWords = [
  'ロット',
  '号機',
  '設備',
  '機番',
  '作業者',
  '担当者',
  '検査員',
  '直',
  '勤務',
  '型番',
  '金型',
  '品番',
  'キャビティ',
  'ライン',
  '基板',
  '個体',
  '部品番号',
  'チャージ',
  '溶解',
  'lot',
  'batch',
  'machine',
  'operator',
  'shift',
  'mold',
  'mould',
  'cavity',
  'wafer',
  'heat no',
  'charge',
  'line',
  'part no',
  'part number',
  'product id',
  'serial',
  'inspector',
  'panel',
];
/** Of these, the ones that name one run of production: the first choice for a split. */
const lotWords = ['ロット', 'チャージ', '溶解', '基板', '個体', 'lot', 'batch', 'wafer', 'charge', 'panel'];

/** Recorded after the verdict, or because of it. */
const laterWords = [
  '手直し',
  '判定',
  '結果',
  '不良',
  '処置',
  '修理',
  '選別',
  '特採',
  '廃棄',
  '再検',
  'rework',
  'repair',
  'result',
  'verdict',
  'judg',
  'failure',
  'defect',
  'scrap',
  'disposition',
  'reject',
];

export type GroupRole = 'lot' | 'group';

/** Whether the name speaks of rows made together. */
export function groupRole(name: string): GroupRole | null {
  if (lotWords.some((word) => names(name, word))) return 'lot';
  return groupWords.some((word) => names(name, word)) ? 'group' : null;
}

/** Whether the name speaks of something known only once the part was judged. */
export function isRecordedLater(name: string): boolean {
  return laterWords.some((word) => names(name, word));
}

/** Groups worth keeping together: enough of them to divide, and several rows in each. */
export function canDivideByGroup(profile: ColumnProfile): boolean {
  return profile.kind !== 'date' && profile.distinct >= 5 && profile.count >= 3 * profile.distinct;
}

/** English words must stand alone ("line" is not in "linear"), or end in a digit; Japanese ones may stand anywhere. */
function names(name: string, word: string): boolean {
  const plain = name.normalize('NFKC').toLowerCase();
  // One character such as 直 also stands inside other words (垂直, 直径): it must be the whole name.
  if (word.length === 1) return plain.trim() === word;
  if (!/^[a-z ]+$/.test(word)) return plain.includes(word.toLowerCase());
  const spaced = name
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ');
  return new RegExp(`(^| )${word}${word === 'judg' ? '[a-z]*' : 's?'} ?[0-9]*( |$)`).test(spaced);
}
