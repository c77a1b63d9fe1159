export interface Quoting {
  name: 'json' | 'yaml' | 'shell' | 'percent'
  write: (text: string) => string
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

/**
 * The ways of writing a text into JSON, YAML, the command line of a shell and a URL. Of percent-encoding, only what takes
 * quotes as they are or makes spaces a plus: the scanner peels the rest.
 */
export const quotings: readonly Quoting[] = [
  { name: 'json', write: inJson },
  // Writers that take care of HTML, Go's among them.
  { name: 'json', write: (text) => inJson(text).replace(/[<>&]/g, unicodeEscape) },
  { name: 'yaml', write: (text) => text.replaceAll("'", "''") },
  { name: 'shell', write: (text) => text.replaceAll("'", `'\\''`) },
  { name: 'shell', write: (text) => text.replaceAll("'", `'"'"'`) },
  { name: 'shell', write: (text) => text.replace(/["\\$`]/g, '\\$&') },
  { name: 'shell', write: (text) => text.replace(/[^\w@%+=:,./-]/g, '\\$&') },
  { name: 'shell', write: (text) => text.replace(/['\\]/g, '\\$&') },
  { name: 'percent', write: encodeURIComponent },
  { name: 'percent', write: (text) => new URLSearchParams({ x: text }).toString().slice('x='.length) },
]

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
