// A little room on the drive that is kept for the moment when it is full: that a training pauses, and why, must
// still fit, or the window would show one at work where nobody is.

import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toFailure } from '../contract/errors.ts';

/** Bytes; a run's record with its document and the journal around it take far less. */
const size = 1 << 20;

export interface Reserve {
  /** Does `write`; where the drive is full, once more with the kept room given up. */
  write<T>(write: () => T): T;
}

export function reserveIn(folder: string): Reserve {
  const path = join(folder, 'reserve');
  let isKept = keep(path);
  return {
    write(write) {
      if (!isKept) isKept = keep(path);
      try {
        return write();
      } catch (error) {
        if (!isKept || toFailure(error).code !== 'disk.full') throw error;
        rmSync(path, { force: true });
        isKept = false;
        return write();
      }
    },
  };
}

/** False where there is no room to keep. Random bytes, so that no drive packs them into nothing. */
function keep(path: string): boolean {
  if (existsSync(path)) return true;
  try {
    writeFileSync(path, randomBytes(size));
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}
