// Engines that cannot be started, or no longer: whoever asks is told so.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logTo } from '../base/log.ts';
import type { Reply } from '../contract/client.ts';
import { shellEnvironment } from '../contract/shell.ts';
import { bridgeOver } from '../rpc/bridge.ts';
import { startEngineProcess } from './engine-process.ts';

const smallEngine = pathToFileURL(join(import.meta.dirname, 'testing', 'small-engine.ts')).href;
let folder: string;

beforeEach(() => {
  logTo(null, { quiet: true });
  folder = mkdtempSync(join(tmpdir(), 'taskloom-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The small engine, as long as no file called `gone` lies in the folder. */
function engineUntil(gone: string): string {
  const entry = join(folder, 'entry.ts');
  const ends = `if (existsSync(${JSON.stringify(gone)})) process.exit(3);`;
  writeFileSync(entry, `import { existsSync } from 'node:fs';\n${ends}\nawait import('${smallEngine}');\n`);
  return entry;
}

const started = (entry: string) =>
  startEngineProcess({ entry, environment: { [shellEnvironment.dataFolder]: join(folder, 'data') } });
const codeOf = (reply: Reply): string => (reply.ok ? 'answered' : reply.failure.code);

test('an engine that cannot even start is given up after a few tries', async () => {
  const gone = join(folder, 'gone');
  writeFileSync(gone, '');
  await expect(started(engineUntil(gone))).rejects.toMatchObject({ name: 'Refusal', code: 'engine.gave-up' });
});

test('when it can no longer be started, pages are told so instead of waiting for ever', async () => {
  const gone = join(folder, 'gone');
  const engine = await started(engineUntil(gone));
  const page = bridgeOver(engine.connect(false));
  let calls = 0;
  const ask = async (command: string): Promise<string> => codeOf(await page.call(command, null, ++calls));
  expect(await ask('settings.get')).toBe('answered');
  const died = ask('device.list'); // it kills itself
  writeFileSync(gone, '');
  expect(await died).toBe('engine.died');
  await expect.poll(() => ask('settings.get'), { timeout: 20_000 }).toBe('engine.gave-up');
  await engine.close();
});
