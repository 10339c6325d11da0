// Evaluation: arithmetic on labels and predictions. Nothing here knows how a model was trained.

export { combineSeeds } from './combine-seeds.ts';
export { compareTask, verdictRule, type ComparisonOptions } from './compare-task.ts';
export { deltaM } from './delta-m.ts';
export { evaluateAt, evaluateTask, type EvaluationOptions } from './evaluate-task.ts';
export type { Judged } from './judged.ts';
export { isHigherBetter } from './main-metric.ts';
export { belowFloor, recommend, recommendationReasons, type Recommendation } from './recommend.ts';
export { chooseThreshold, judge } from './threshold.ts';
export { forecastPast, judgedForecasts, type ForecastPast, type PastOrder } from './forecast/judged.ts';
