// A table of text for a terminal, aligned also where characters are two columns wide.

/** Columns a text takes on a terminal: East Asian wide and full-width characters take two, marks none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.normalize('NFC')) width += characterWidth(character.codePointAt(0)!);
  return width;
}

/** Unicode Standard Annex 11, as far as names of columns, tasks and recipes go. */
function characterWidth(code: number): number {
  if (code < 0x20 || (code >= 0x300 && code <= 0x36f) || code === 0x200b || (code >= 0xfe00 && code <= 0xfe0f))
    return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

/** Rows of cells as lines; the first column to the left, the others to the right, two spaces between. */
export function alignTable(rows: readonly (readonly string[])[], leftColumns = 1): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))));
  const pad = (text: string, column: number): string => {
    const spaces = ' '.repeat(widths[column]! - textWidth(text));
    return column < leftColumns ? text + spaces : spaces + text;
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
