// Imported first by every process that computes. Switches off Maglev, the middle one of V8's compilers: in Node 24 (V8
// 13.6) code of it that is given up in the middle of an object literal can leave two objects sharing their fractions.
// The head of one task then had the mean and spread of the next one's, once in a dozen runs; never without Maglev.
// V8's last compiler, which makes the fastest code, stays.

import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-maglev');
