import type { Look } from '../../rules/types.js'

/** The bit of each look of the module; looks.wat says the same. */
export const lookBits: Record<Look | 'kind', number> = {
  assigned: 0x1,
  name: 0x2,
  long: 0x4,
  groups: 0x8,
  dotted: 0x10,
  kind: 0x20,
}
/** Where it stands, it is reported. */
export const always = 0x8000

/** Between words that may be percent-encoded. */
export const aroundWords = /[\0-\x20"'`<>]/

/** The bit of each class of bytes that looks ask about. */
const classes: readonly { bit: number; characters: RegExp }[] = [
  { bit: 0x1, characters: /["']/ },
  { bit: 0x2, characters: /[ \t]/ },
  { bit: 0x4, characters: /\s/ },
  // Of a word.
  { bit: 0x8, characters: /[\w.-]/ },
  // What a value may end before; zero is the end of the text.
  { bit: 0x10, characters: /[\r\n},\0]/ },
  // What a value that is not quoted does not begin with.
  { bit: 0x20, characters: /[\s\\,;&<>(){}[\]|]/ },
  // Behind a field's name.
  { bit: 0x40, characters: /["' \t:]/ },
  { bit: 0x80, characters: /\w/ },
  // Of a value that may be random.
  { bit: 0x100, characters: /[A-Za-z0-9+/_=.~!@#$%^&*-]/ },
  // Before what a field's value begins with.
  { bit: 0x200, characters: /["'\\\s:]/ },
  // Behind a token's name.
  { bit: 0x400, characters: /["':= ]/ },
  // The end of `name`.
  { bit: 0x800, characters: /e/i },
  { bit: 0x1000, characters: aroundWords },
]

/** For each byte the classes that it is of. */
export const classesOf = Uint16Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code)
  return classes.reduce((sum, { bit, characters }) => sum | (characters.test(character) ? bit : 0), 0)
})
