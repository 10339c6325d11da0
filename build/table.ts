// A table for the terminal. Japanese characters take two columns there.

/** Columns padded to their widest cell; the first to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    widths
      .map((wanted, column) => pad(row[column] ?? '', wanted, column > 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((wanted) => '-'.repeat(wanted)).join('  ');
  return [line(header), rule, ...rows.map(line)].join('\n');
}

function pad(text: string, wanted: number, right: boolean): string {
  const space = ' '.repeat(wanted - width(text));
  return right ? space + text : text + space;
}

/** Columns a text takes on a terminal. */
export function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character.codePointAt(0)!) ? 2 : 1), 0);
}

/** East Asian wide and full-width characters, as far as the program prints them. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6)
  );
}
