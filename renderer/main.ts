// Starts the window: connects to the engine, then shows the frame.

import '@fontsource-variable/noto-sans-jp/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import { mount } from 'svelte';
import AppFrame from './App.svelte';
import { connect } from './lib/engine.ts';
import { App } from './state/app.svelte.ts';
import { locale } from './state/locale.svelte.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
locale.systemIsDark = dark.matches;
dark.addEventListener('change', () => (locale.systemIsDark = dark.matches));

const app = new App(connect(window));
const target = document.getElementById('app');
if (target) mount(AppFrame, { target, props: { app } });
void app.start();
