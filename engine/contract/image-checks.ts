// The health checks of photos, and the facts that each one's sentence is made of.

export interface ImageFindingFacts {
  /** `across`: groups of equal photos that stand on two sides of the split. */
  'image-duplicates': { copies: number; groups: number; across: number; first: string; second: string };
  /** `agreement`: correlation of the pair named, 0 to 1. */
  'image-near-duplicates': { pairs: number; across: number; first: string; second: string; agreement: number };
  'image-look-alikes': {
    task: string;
    pairs: number;
    first: string;
    firstLabel: string;
    second: string;
    secondLabel: string;
  };
  'image-parts': { column: string; parts: number; photos: number; example: string };
  /** `hits` of the `outOf` photos with this `value` are of this class; for brightness and bytes `score` says it. */
  'image-giveaway': {
    task: string;
    property: 'format' | 'size' | 'depth' | 'colour' | 'brightness' | 'bytes';
    value: string;
    class: string;
    hits: number;
    outOf: number;
    /** Balanced accuracy of one threshold, 0 to 1; 0 for the other properties. */
    score: number;
  };
  'image-blur': { count: number; photos: number; example: string; sharpness: number; typical: number };
  'image-exposure': { dark: number; bright: number; photos: number; example: string };
  'image-few': { task: string; class: string; count: number; needed: number };
}

export const imageChecks = [
  'image-duplicates',
  'image-near-duplicates',
  'image-look-alikes',
  'image-parts',
  'image-giveaway',
  'image-blur',
  'image-exposure',
  'image-few',
] as const satisfies readonly (keyof ImageFindingFacts)[];
