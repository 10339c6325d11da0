// The charts: pure functions from numbers and a frame to SVG text, used by the window and the report.

export { barCounts, histogram, type BarCountsData, type HistogramData } from './bars.ts';
export { confusionMatrix, type ConfusionMatrixData } from './confusion-matrix.ts';
export { smooth, thin } from './curves.ts';
export { type Frame } from './frame.ts';
export { intervalDots, intervalDotsHeight, type IntervalDotsData } from './interval-dots.ts';
export { lossCurves, type LossCurvesData } from './loss-curves.ts';
export { residualPlot, type ResidualPlotData } from './residual-plot.ts';
export { sparkline } from './sparkline.ts';
export { fontFamily, judgementMarks, themes, type Theme } from './theme.ts';
export { paretoFront, tradeOff, type TradeOffData, type TradeOffPoint } from './trade-off.ts';
export { weightStrip, type WeightStripData } from './weight-strip.ts';
