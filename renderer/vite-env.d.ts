// Styles and raw files are imports for the bundler.
/// <reference types="vite/client" />
declare module '@fontsource-variable/noto-sans-jp/wght.css';
