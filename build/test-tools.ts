// What browser and PDF tests need from the system: a Chromium-family browser and poppler's tools.
// Missing ones are installed (as root on Debian and its kin) or named in one command; tests are
// never skipped for lack of them.

import { spawnSync } from 'node:child_process';
import { findBrowser, findProgram } from './browsers.ts';

const debian = ['chromium', 'poppler-utils'];

/** True when everything is there, after installing what could be installed. */
export function bringTestTools(say: (line: string) => void): boolean {
  if (missingTools().length === 0) return true;
  if (findProgram('apt-get') !== null && process.getuid?.() === 0) {
    say(
      `The browser and PDF tests need ${missingTools().join(' and ')}: installing ${debian.join(' and ')} with apt-get ...`,
    );
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...debian],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    }
  }
  const missing = missingTools();
  if (missing.length > 0)
    say(`The browser and PDF tests need ${missing.join(' and ')}. Install with: ${installCommand()}`);
  return missing.length === 0;
}

function missingTools(): string[] {
  const tools = [
    { name: 'a Chromium-family browser', found: findBrowser() !== null },
    {
      name: 'poppler (pdftotext, pdftoppm)',
      found: findProgram('pdftotext') !== null && findProgram('pdftoppm') !== null,
    },
  ];
  return tools.filter((tool) => !tool.found).map((tool) => tool.name);
}

function installCommand(): string {
  if (process.platform === 'win32') return 'winget install Google.Chrome oschwartz10612.Poppler';
  if (process.platform === 'darwin') return 'brew install --cask google-chrome && brew install poppler';
  if (findProgram('dnf') !== null) return 'sudo dnf install -y chromium poppler-utils';
  return `sudo apt-get install -y ${debian.join(' ')}`;
}
