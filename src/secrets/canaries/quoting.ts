export const quotings = ['json', 'yaml', 'shell', 'percent'] as const

export interface Quoted {
  name: (typeof quotings)[number]
  text: string
}

/**
 * The ways of writing a text into JSON, YAML, the command line of a shell and a URL. Those that leave it as it is are left
 * out. Of percent-encoding, only what takes quotes as they are or makes spaces a plus: the scanner peels the rest.
 */
export function quoted(text: string): Quoted[] {
  const inJson = JSON.stringify(text).slice(1, -1)
  const writings = [
    { name: 'json', text: inJson },
    // Writers that take care of HTML, Go's among them.
    { name: 'json', text: inJson.replace(/[<>&]/g, (character) => unicodeEscape(character)) },
    { name: 'yaml', text: text.replaceAll("'", "''") },
    { name: 'shell', text: text.replaceAll("'", `'\\''`) },
    { name: 'shell', text: text.replaceAll("'", `'"'"'`) },
    { name: 'shell', text: text.replace(/["\\$`]/g, '\\$&') },
    { name: 'shell', text: text.replace(/[^\w@%+=:,./-]/g, '\\$&') },
    { name: 'shell', text: text.replace(/['\\]/g, '\\$&') },
    { name: 'percent', text: encodeURIComponent(text) },
    { name: 'percent', text: new URLSearchParams({ x: text }).toString().slice('x='.length) },
  ] as const
  return writings.filter((writing) => writing.text !== text)
}

const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
