// A drive with no room left: nothing that was there is lost, nothing half-written stays, and it is said in words.

import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { say, toFailure } from '../contract/errors.ts';
import { writeAtomically } from './files.ts';

// Linux has a device that every byte is too much for.
test.runIf(process.platform === 'linux')(
  'a file that no longer fits keeps what it held, and no half of it lies about',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskloom-full-'));
    const path = join(folder, 'checkpoint');
    writeAtomically(path, 'old');
    symlinkSync('/dev/full', `${path}.${process.pid}.part`);
    let failure = null;
    try {
      writeAtomically(path, 'new');
    } catch (error) {
      failure = toFailure(error);
    }
    expect(failure).toEqual({ code: 'disk.full', facts: {} });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['checkpoint']);
    rmSync(folder, { recursive: true });
  },
);

test.each(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])('%s is a full drive in both languages, not a bug', (code) => {
  const failure = toFailure(Object.assign(new Error('write'), { code }));
  expect(say(failure, 'ja').message).toBe(
    '書き込み先のドライブに空きがないため、保存できませんでした。これまでに保存した内容は残っています。',
  );
  expect(say(failure, 'en').message).toBe(
    'Nothing more could be saved: the drive is full. What was saved before is all there.',
  );
});
