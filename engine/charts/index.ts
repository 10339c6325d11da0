// The charts: pure functions from numbers and a frame to SVG text, used by the window and the report.

export { affinityMap, affinityMapHeight } from './affinity-map.ts';
export { barCounts, histogram, type BarCountsData, type HistogramData } from './bars.ts';
export { budgetCurve, type BudgetCurveData } from './budget-curve.ts';
export { conflictGauge, conflictGaugeHeight, type ConflictGaugeData } from './conflict-gauge.ts';
export { confusionMatrix, type ConfusionMatrixData } from './confusion-matrix.ts';
export { smooth, thin } from './curves.ts';
export { errorByStep, errorByTime, type ErrorByStepData, type ErrorByTimeData } from './forecast-errors.ts';
export { forecastPlot, type ForecastPlotData } from './forecast-plot.ts';
export { type Frame } from './frame.ts';
export { gateMap, gateMapHeight } from './gate-map.ts';
export { groupStripes, groupStripesHeight } from './group-stripes.ts';
export { intervalDots, intervalDotsHeight, type IntervalDotsData } from './interval-dots.ts';
export { lineage, lineageHeight } from './lineage.ts';
export { lossCurves, type LossCurvesData } from './loss-curves.ts';
export { methodPictures, type MethodPicture } from './method-pictures.ts';
export { residualPlot, type ResidualPlotData } from './residual-plot.ts';
export { sharingPicture, sharingPictureHeight } from './sharing-picture.ts';
export { sparkline } from './sparkline.ts';
export { fontFamily, isJudgementMark, judgementMarks, themes, type Theme } from './theme.ts';
export { paretoFront, tradeOff, type TradeOffData, type TradeOffPoint } from './trade-off.ts';
export { weightHistory, weightHistoryHeight, type WeightHistoryData } from './weight-history.ts';
export { weightSchedule } from './weight-schedule.ts';
