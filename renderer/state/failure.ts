// Whatever was thrown, as the failure a person is shown.

import { CallFailed } from '../../engine/contract/client.ts';
import { toFailure } from '../../engine/contract/errors.ts';
import type { Failure } from '../../engine/contract/errors.ts';

export function failureOf(error: unknown): Failure {
  return error instanceof CallFailed ? error.failure : toFailure(error);
}
