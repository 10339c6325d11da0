// Colours and letters of the charts: light, dark and print. The series colours follow Okabe and Ito
// (2008), told apart by people with any of the common colour deficiencies; dash and marker say it again.

export interface Theme {
  readonly name: 'light' | 'dark' | 'print';
  /** What the chart lies on: also the halo behind text that crosses lines. */
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly axis: string;
  readonly grid: string;
  /** A quiet area: outside the limits, beyond the floor. */
  readonly shade: string;
  readonly series: readonly string[];
  readonly good: string;
  readonly bad: string;
  readonly review: string;
  /** The one thing to look at: the joint model, the Pareto front. */
  readonly accent: string;
}

export const themes = {
  light: {
    name: 'light',
    surface: '#ffffff',
    text: '#1d2733',
    muted: '#5b6773',
    axis: '#9aa5b1',
    grid: '#e6eaee',
    shade: '#f2f4f6',
    series: ['#0072b2', '#d55e00', '#009e73', '#b4578f', '#c98600', '#3a9bd9', '#5b6773', '#7a6c00'],
    good: '#0072b2',
    bad: '#d55e00',
    review: '#b47d00',
    accent: '#0072b2',
  },
  dark: {
    name: 'dark',
    surface: '#171c22',
    text: '#e7ecf1',
    muted: '#9eabb8',
    axis: '#5d6a77',
    grid: '#2a323b',
    shade: '#1f262e',
    series: ['#56b4e9', '#f08c4b', '#2fc49a', '#e09ac4', '#f0b83e', '#9fd0f2', '#b5bfc9', '#d6cb5e'],
    good: '#56b4e9',
    bad: '#f08c4b',
    review: '#f0b83e',
    accent: '#56b4e9',
  },
  print: {
    name: 'print',
    surface: '#ffffff',
    text: '#111820',
    muted: '#4a5560',
    axis: '#7d8893',
    grid: '#dfe3e7',
    shade: '#f1f3f5',
    series: ['#0072b2', '#d55e00', '#009e73', '#b4578f', '#c98600', '#3a9bd9', '#4a5560', '#7a6c00'],
    good: '#0072b2',
    bad: '#d55e00',
    review: '#b47d00',
    accent: '#0072b2',
  },
} as const satisfies Record<string, Theme>;

/** Bundled font first, then what Windows, macOS and Linux have for Japanese. */
export const fontFamily =
  "'Noto Sans JP Variable','Noto Sans JP','Yu Gothic UI','Hiragino Sans',Meiryo,'Noto Sans CJK JP',sans-serif";

/** Line patterns in series order. */
export const dashes = ['', '7 3', '2 2.5', '9 3 2 3', '5 2 1 2 1 2', '12 4', '4 4', '1 3'] as const;

/** Marks for a judgement, said by shape as well as by colour. */
export const judgementMarks = { good: '○', review: '△', bad: '×' } as const;

/** Whether a file's own word for OK or NG is such a mark already, in any of the characters it is typed with. */
export function isJudgementMark(word: string): boolean {
  return /^[○◯〇×✕✖]$/u.test(word);
}

export function seriesColour(theme: Theme, index: number): string {
  return theme.series[index % theme.series.length]!;
}
