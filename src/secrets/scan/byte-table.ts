/** 1 for the bytes that are of a set, 0 for all others. */
export type ByteTable = Uint8Array

/** The characters that an expression for one character takes. */
export const tableOf = (characters: RegExp): ByteTable =>
  Uint8Array.from({ length: 256 }, (_, code) => Number(characters.test(String.fromCharCode(code))))
