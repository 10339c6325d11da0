// Units of measurement in headers and unit rows: 温度[℃], 圧力 (kPa), a row of units under the names.

import { foldWidth } from './width.ts';

const base = new Set(
  `m mm cm dm km nm um μm µm in inch ft mil mm2 mm² cm2 cm² dm2 dm² m2 m² mm3 cm3 cm³ dm3 dm³ m3 m³ l ml ul μl cc kg g mg t lb n kn mn mn·m
  pa kpa mpa hpa gpa bar mbar psi torr atm kgf kgf/cm2 kgf/cm² n/mm2 n/mm² nm n·m n-m knm kgf·m v mv kv uv μv a ma ka ua μa w kw mw mwh kwh wh kwh/m2 kwh/m² va kva
  var hz khz mhz ghz rpm min-1 min⁻¹ r/min rps s sec ms us μs min h hr hour hours day days 秒 分 時間 日 個 枚 本 回 台 件 円 名 人 歳 年 月 回転 度 k c f °c °f ℃ ℉ deg rad ° % ％ ppm ppb ‰ wt% vol% mol% %rh rh
  l/min ml/min m3/h m³/h m3/min nl/min nm3/h m/s m/min mm/s mm/min km/h m/s2 m/s² mm/s² g/cm3 g/cm³ kg/m3 kg/m³ mg/m3 mg/m³ mg/l g/l mpa·s pa·s cp cst
  ω kω mω ohm kohm mohm mω uω f uf μf nf pf h mh uh db dba db(a) lx lm cd j kj mj cal kcal w/m2 w/m² w/mk w/(m·k) t mt gauss g
  ra rz μmra hrc hv hb ph us/cm μs/cm ms/cm px pixel pcs pc count counts kg/h t/h kg/min g/min mol mmol mol/l kj/kg v/v -`.split(
    /\s+/,
  ),
);

/** A spelling of a unit, as they stand in unit rows; `-` stands for "none". */
export function isUnit(text: string): boolean {
  const folded = foldWidth(text)
    .normalize('NFKC')
    // Between units the Japanese middle dot stands for the multiplication dot.
    .replaceAll('・', '·')
    .replace(/^[[(【]\s*(.*?)\s*[\])】]$/, '$1');
  if (folded === '' || folded.length > 14) return false;
  const spelling = folded.toLowerCase();
  return base.has(spelling) || isQuotient(spelling);
}

/** `a/dm2`, `mg/cm²`, `個/時間`: a unit by a unit; two single letters, as in 性別(M/F), are none. */
function isQuotient(spelling: string): boolean {
  const [above, below, ...more] = spelling.split('/');
  if (!above || !below || more.length > 0 || /^[a-z]\/[a-z]$/.test(spelling)) return false;
  return above !== '-' && below !== '-' && base.has(above) && base.has(below);
}

/** The unit inside a unit cell: brackets off; null for none. */
export function unitOf(text: string): string | null {
  const unit = text.trim().replace(/^[[(（［【]\s*(.*?)\s*[\])）］】]$/, '$1');
  return unit === '' || /^[-－ー―]+$/.test(unit) ? null : unit;
}

/**
 * Name and unit of a header cell. What stands in square brackets at the end is a unit; what stands in round
 * ones only if it reads as one: 検査(最終) is a name.
 */
export function splitHeader(text: string): { name: string; unit: string | null } {
  const trimmed = text.replace(/[\r\n]+/g, ' ').trim();
  const square = /^(.*?\S)\s*[[［【]\s*([^\][［］【】]{1,20}?)\s*[\]］】]$/su.exec(trimmed);
  if (square && !/^\d+$/.test(square[2]!)) return { name: square[1]!, unit: square[2]! };
  const round = /^(.*?\S)\s*[(（]\s*([^()（）]{1,14}(?:\([^()]*\))?)\s*[)）]$/su.exec(trimmed);
  if (round && isUnit(round[2]!) && round[2] !== '-') return { name: round[1]!, unit: round[2]! };
  return { name: trimmed, unit: null };
}
