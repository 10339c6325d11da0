// Cells of a table as a person reads columns of figures: numbers to the right, with as many decimals as the finest of them.

const plainNumber = /^-?\d+(?:\.(\d+))?$/;

export interface AlignedColumn {
  readonly isNumber: boolean;
  readonly cells: readonly string[];
}

/**
 * One column of the rows shown. `24.97` beside `24.998` becomes `24.970`, as it was measured and as the file has it; a column
 * with any other text, such as dates or lots, stays as it is.
 */
export function alignedColumn(cells: readonly string[]): AlignedColumn {
  let decimals = 0;
  let numbers = 0;
  for (const cell of cells) {
    if (cell === '') continue;
    const match = plainNumber.exec(cell);
    if (!match) return { isNumber: false, cells };
    numbers++;
    decimals = Math.max(decimals, match[1]?.length ?? 0);
  }
  // Fractions that were computed have digits without end; padding others to theirs would only be noise.
  const pads = numbers > 0 && decimals > 0 && decimals <= 6;
  return { isNumber: numbers > 0, cells: pads ? cells.map((cell) => padded(cell, decimals)) : cells };
}

function padded(cell: string, decimals: number): string {
  if (cell === '') return '';
  const [whole, fraction = ''] = cell.split('.');
  return `${whole}.${fraction.padEnd(decimals, '0')}`;
}
