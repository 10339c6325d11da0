// Where the program keeps the user's data: the same folders that Electron would choose, so that both
// ways of opening it show the same projects.

import { homedir } from 'node:os';
import { join } from 'node:path';
import { shellEnvironment } from '../engine/contract/shell.ts';

const name = 'TaskLoom';

/** The folder of store, logs and imports; `TASKLOOM_DATA_FOLDER` chooses another. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment[shellEnvironment.dataFolder] ?? join(settingsFolder(environment), name, 'data');
}

/** The profile of the app window, apart from the user's own browsing. */
export function browserProfile(environment: NodeJS.ProcessEnv = process.env): string {
  return join(dataFolder(environment), 'browser-profile');
}

function settingsFolder(environment: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
