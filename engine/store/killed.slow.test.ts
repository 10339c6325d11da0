// The engine killed with -9 in the middle of writing, 20 times on one store.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { contentFiles } from './artifacts.ts';
import { openStore } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the writer, kills it `delay` milliseconds after it has begun to write, and returns the last epoch it had reported. */
async function writeUntilKilled(delay: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'writer.ts'), folder, 'run-1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let reported = 0;
  let text = '';
  const begun = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const lines = text.split('\n');
      text = lines.pop()!;
      for (const line of lines) reported = Number(line.slice('saved '.length));
      if (reported > 0) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the writer ended by itself: ${code}`)));
  });
  await begun;
  await new Promise((resolve) => setTimeout(resolve, delay));
  const ended = new Promise((resolve) => child.stdout.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
  return reported;
}

test(
  'killed at 20 random moments, the store always opens and has every row it had confirmed',
  { timeout: 300_000 },
  async () => {
    const rng = createRng(20);
    let previous = 0;
    for (let round = 1; round <= 20; round++) {
      const reported = await writeUntilKilled(rng.integer(120));
      const store = openStore(folder, { wait: 5000 });
      try {
        const { epochs, notes } = store.jobs.readEpochs('run-1');
        expect(reported).toBeGreaterThan(previous);
        // At most the epoch that was being written is more than what was confirmed; none is missing.
        expect([reported, reported + 1]).toContain(epochs.length);
        expect(epochs.map((record) => record.epoch)).toEqual(epochs.map((_, i) => i + 1));
        expect(notes).toHaveLength(epochs.length);
        const checkpoint = Buffer.from(store.jobs.readArtifact('run-1', 'checkpoint')!).toString('utf8', 0, 12);
        const saved = Number(/^epoch (\d+)/.exec(checkpoint)![1]);
        expect([reported, reported + 1]).toContain(saved);
        // Written together: the history ends where training would go on from.
        expect(epochs).toHaveLength(saved);
        const project = store.projects.list()[0]!;
        const edited = Number(store.revisions.read(project.id).document!.name.slice('edit '.length));
        expect([reported, reported + 1]).toContain(edited);
        // Opening swept what the kill had left half-written.
        expect(contentFiles(store.folders.artifacts)).toHaveLength(1);
        previous = epochs.length;
      } finally {
        store.close();
      }
    }
  },
);

test('another process that opens the same folder is refused in words', { timeout: 30_000 }, async () => {
  const store = openStore(folder, { wait: 5000 });
  const script = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'open.ts'))};
    try { openStore(process.argv[1], { wait: 100 }); process.stdout.write('opened'); }
    catch (error) { process.stdout.write(String(error.code)); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  expect(said).toBe('store.in-use');
  store.close();
});
