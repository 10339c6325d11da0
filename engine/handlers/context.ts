// What handlers work with: the layers below, and what only the host can do.

import type { AppInfo } from '../contract/views.ts';
import type { Emit, Jobs } from '../jobs/jobs.ts';
import type { Store } from '../store/open.ts';
import type { InferOutput } from 'valibot';
import type { ToldProgress } from './told-progress.ts';

export interface Context {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly emit: Emit;
  readonly told: ToldProgress;
  readonly app: {
    readonly version: string;
    readonly host: InferOutput<typeof AppInfo>['host'];
    /** True when this engine was started after another one had died. */
    readonly recovered: boolean;
  };
  /** The folder of the shipped samples, one folder each. */
  readonly samplesFolder: string;
  /** Prints a self-contained page to a PDF file. Refuses in words where nothing here can print. */
  readonly printPdf: (html: string, pdfPath: string, options: { readonly signal: AbortSignal }) => Promise<void>;
}
