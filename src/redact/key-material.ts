/** What belongs to a secret beyond the part that its rule looks at. */

/** Lines of a key that go on after what was matched, up to the last and shorter one before the end's mark. */
const keyLines =
  /[A-Za-z0-9+/]{0,1000000}={0,2}(?:\r?\n[ \t]{0,64}[A-Za-z0-9+/]{24,100}={0,2}(?=\r?\n|$)){0,4000}(?:\r?\n[ \t]{0,64}[A-Za-z0-9+/]{1,100}={0,2}(?=\r?\n[ \t]{0,64}(?:-----END|Private-)))?/y
const word = /[A-Za-z0-9+/=_.~%-]{0,1000000}/y

/** The part before a key's first line and what follows its last one, which stay. */
const head = /^PRIVATE KEY(?: BLOCK)?-----\s{0,200}/
const tail = /\s{0,200}$/

/** A rule looks at so many characters of a value at most: one as long as this may go on. */
export const mayGoOn = 200

/** Whether a key is a store of keys in bytes: a file of its own, of which the rule sees the beginning. */
export const isKeyStore = (value: string): boolean => /^[^]{0,16}[\x00-\x08]/.test(value)

/** Where the secret that was matched at `start` to `end` of the text really begins and ends. */
export function extentOf(
  text: string,
  start: number,
  end: number,
  isKey: boolean,
): { start: number; end: number } {
  const value = text.slice(start, end)
  const from = start + (head.exec(value)?.[0].length ?? 0)
  const to = end - (tail.exec(value)?.[0].length ?? 0)
  if (isKey) return { start: from, end: endOf(keyLines, text, to) }
  return { start: from, end: value.length >= mayGoOn ? endOf(word, text, to) : to }
}

function endOf(regex: RegExp, text: string, at: number): number {
  regex.lastIndex = at
  return at + (regex.exec(text)?.[0].length ?? 0)
}

/** The other members of a JSON Web Key that give it away, as ranges of the text around its start. */
export function privateMembers(text: string, start: number): { start: number; end: number }[] {
  const close = text.indexOf('}', start)
  const object = text.slice(start, close < 0 ? start + 8000 : close)
  return [...object.matchAll(/"(?:p|q|dp|dq|qi|d|k)"\s{0,4}:\s{0,4}"([A-Za-z0-9_-]{16,2000})"/dg)].flatMap(
    ({ indices }) => {
      const [from, to] = indices?.[1] ?? [0, 0]
      return to > from ? [{ start: start + from, end: start + to }] : []
    },
  )
}
