/** The bit in which the two cases of a letter differ, or 0. */
export function caseBit(byte: number): number {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a ? 0x20 : 0
}
