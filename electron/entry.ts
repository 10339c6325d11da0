// Where Electron starts.

import { main } from './main.ts';

main();
