/** 1 for the bytes that are of a set, 0 for all others. */
export type ByteTable = Uint8Array

/** The characters that an expression for one character takes. */
export function tableOf(source: string | undefined, flags: string): ByteTable | undefined {
  if (source === undefined) return undefined
  const characters = new RegExp(source, flags)
  return Uint8Array.from({ length: 256 }, (_, code) => Number(characters.test(String.fromCharCode(code))))
}

/** What both have; nothing where there is no table for one of them. */
export const common = (a: ByteTable | undefined, b: ByteTable | undefined): ByteTable | undefined =>
  a && b && a.map((has, byte) => has & (b[byte] as number))
