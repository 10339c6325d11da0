// Where Electron starts.

import { main } from './main.ts';

void main();
