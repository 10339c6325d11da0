// What other areas use of deployment.

export { exportModel, shapesOf, type ExportedModel, type ModelSignature } from './export.ts';
export { measureLatency, type Latency } from './latency.ts';
