const padding = 2

/**
 * Aligns text that has tabs between its cells: lines that follow one another and have the same column share its
 * width, and a line without it ends the column. The last cell of a line belongs to no column.
 */
export function alignTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'))
  const widths: number[][] = lines.map(() => [])
  measure(lines, widths, 0, lines.length, 0)
  return lines
    .map((cells, row) =>
      cells
        .map((cell, column) => pad(cell, column < cells.length - 1 ? widths[row]?.[column] : undefined))
        .join(''),
    )
    .join('\n')
}

function measure(lines: string[][], widths: number[][], from: number, to: number, column: number): void {
  const has = (row: number) => (lines[row]?.length ?? 0) - 1 > column
  for (let start = from; start < to; start++) {
    if (!has(start)) continue
    let end = start
    let width = 0
    for (; end < to && has(end); end++) width = Math.max(width, lengthOf(lines[end]?.[column] ?? ''))
    for (let row = start; row < end; row++) (widths[row] ??= [])[column] = width + padding
    measure(lines, widths, start, end, column + 1)
    start = end
  }
}

function pad(cell: string, width: number | undefined): string {
  return width === undefined ? cell : cell + ' '.repeat(Math.max(width - lengthOf(cell), 0))
}

function lengthOf(text: string): number {
  return [...text].length
}
