// Data in order of time: rows put in order, origins and their parts, what is known ahead, simple forecasts to compare with.

export { alignedOrigins, noPart, originParts, withoutForesight, type OriginRule } from './origins.ts';
export { day, hourOf, later, weekdayOf } from './clock.ts';
export { addedRow } from './gather.ts';
export { japaneseHolidays } from './holidays.ts';
export { knownAhead, type Known, type KnownChoices, type KnownScale } from './known.ts';
export { calendarValue, plannedValue } from './known-later.ts';
export { orderSeries, type OrderedSeries, type SeriesColumns } from './order.ts';
export { pastColumns, type PastColumn } from './past.ts';
export { proposeSeries } from './propose.ts';
export { referenceForecast, referenceKinds, type ReferenceKind, type ReferenceRequest } from './references.ts';
export {
  comparisonOf,
  driftForecast,
  naiveScale,
  naiveScales,
  seasonalNaive,
  type Comparison,
  type PastValues,
} from './simple-forecasts.ts';
export { smoothingForecast } from './smoothing.ts';
export { momentsByStrand, type MomentsByStrand } from './strand-moments.ts';
export { type Strands } from './strands.ts';
export { joinSignals, readSignal, signalColumns, type Signal, type SignalFile, type SignalForm } from './signals.ts';
