/**
 * The records (`LENGTH KEY=VALUE\n`) of a pax extended header, values verbatim: a newline or a NUL in a name is kept,
 * so that the name guard sees what another program would write. Reading stops at the first malformed record.
 */
export function parsePax(bytes: Buffer): [key: string, value: string][] {
  const records: [string, string][] = []
  let start = 0
  while (start < bytes.length) {
    const space = bytes.indexOf(0x20, start)
    if (space < 0 || space - start > 10) break
    const digits = bytes.toString('latin1', start, space)
    const end = start + Number(digits)
    if (!/^\d+$/.test(digits) || end <= space + 1 || end > bytes.length) break
    const record = bytes.toString('utf8', space + 1, end - 1)
    const equals = record.indexOf('=')
    if (equals <= 0) break
    records.push([record.slice(0, equals), record.slice(equals + 1)])
    start = end
  }
  return records
}
