/** 1 for the bytes that are of a set, 0 for all others. */
export type ByteTable = Uint8Array

/** The characters that an expression for one character takes. */
export function tableOf(source: string | undefined, flags: string): ByteTable | undefined {
  if (source === undefined) return undefined
  const characters = new RegExp(source, flags)
  return Uint8Array.from({ length: 256 }, (_, code) => Number(characters.test(String.fromCharCode(code))))
}
