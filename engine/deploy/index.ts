// What other areas use of deployment.

export { backboneFeatures, featureColumns, type BackboneOptions, type PictureFeatures } from './backbone.ts';
export { calibrate, type Calibrated } from './calibrate.ts';
export { canExplain, explainFunction, scaleOf, type MapScale, type NormalClasses } from './explain.ts';
export { mapScales, normalClasses, openExplainer, type Explainer, type RowMaps } from './explain-rows.ts';
export { exportModel, shapesOf, type ExportedModel, type ModelSignature } from './export.ts';
export { measureLatency, type Latency } from './latency.ts';
export { largestDifference, prunedModel, type DeployedModel } from './prune.ts';
