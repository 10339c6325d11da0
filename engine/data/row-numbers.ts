// Rows by two numbers: as the data set was read (what decisions name, so that they last), and as it is after rows
// were removed by decision (what everything else counts).

export interface RowNumbers {
  /** From a row of the reduced table to the row as it was read. */
  read(row: number): number;
  /** From a row as it was read to the reduced table; -1 where it was removed. */
  kept(row: number): number;
}

/** @param removed row numbers as read, in any order */
export function rowNumbers(removed: readonly number[]): RowNumbers {
  const gone = Float64Array.from(new Set(removed)).sort();
  /** How many of `gone` fulfil what only their beginning can fulfil. */
  const countWhile = (isBefore: (row: number, place: number) => boolean): number => {
    let low = 0;
    let high = gone.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(gone[middle]!, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    // Before the i-th removed row stand gone[i] - i kept ones.
    read: (row) => row + countWhile((one, place) => one - place <= row),
    kept: (row) => {
      const before = countWhile((one) => one < row);
      return gone[before] === row ? -1 : row - before;
    },
  };
}
