// Every command of the contract and who answers it. A missing one does not compile.

import type { Handlers } from '../contract/commands.ts';
import { affinityHandlers } from './affinity.ts';
import { appHandlers } from './app.ts';
import type { Context } from './context.ts';
import { dataHandlers } from './data.ts';
import { fileHandlers } from './files.ts';
import { judgingHandlers } from './judging.ts';
import { photoHandlers } from './photos.ts';
import { projectHandlers } from './projects.ts';
import { reportHandlers } from './reports.ts';
import { runPhotoHandlers } from './run-photos.ts';
import { runHandlers } from './runs.ts';
import { sampleHandlers } from './samples.ts';
import { taskHandlers } from './tasks.ts';
import { trainingHandlers } from './training.ts';

export function createHandlers(context: Context): Handlers {
  return {
    ...appHandlers(context),
    ...sampleHandlers(context),
    ...projectHandlers(context),
    ...fileHandlers(context),
    ...dataHandlers(context),
    ...photoHandlers(context),
    ...taskHandlers(context),
    ...affinityHandlers(context),
    ...trainingHandlers(context),
    ...runHandlers(context),
    ...runPhotoHandlers(context),
    ...judgingHandlers(context),
    ...reportHandlers(context),
  };
}
