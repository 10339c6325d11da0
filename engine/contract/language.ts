// The two languages of the program, and phrases that exist in both.

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

/** One phrase in both languages; a missing one does not compile. */
export type Words = Readonly<Record<Language, string>>;
