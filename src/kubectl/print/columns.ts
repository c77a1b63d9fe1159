const padding = 3
const minWidth = 6

/** Aligns rows in columns as kubectl does: three spaces between, none after the last cell. Widths are kept from call to call. */
export class ColumnWriter {
  readonly #widths: number[] = []
  readonly #padding: number
  readonly #minWidth: number

  constructor(options: { padding?: number; minWidth?: number } = {}) {
    this.#padding = options.padding ?? padding
    this.#minWidth = options.minWidth ?? minWidth
  }

  format(rows: readonly (readonly string[])[]): string {
    for (const row of rows) {
      // The last cell of a row is not padded and widens nothing.
      row.slice(0, -1).forEach((cell, index) => {
        const width = Math.max(displayWidth(cell) + this.#padding, this.#minWidth)
        this.#widths[index] = Math.max(this.#widths[index] ?? 0, width)
      })
    }
    return rows.map((row) => `${this.#line(row)}\n`).join('')
  }

  #line(row: readonly string[]): string {
    return row
      .map((cell, index) =>
        index === row.length - 1 ? cell : cell + ' '.repeat((this.#widths[index] ?? 0) - displayWidth(cell)),
      )
      .join('')
  }
}

function displayWidth(text: string): number {
  return [...text].length
}
