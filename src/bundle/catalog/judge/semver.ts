/** Versions and ranges as OLM reads them, which is stricter than npm: no `v`, no missing numbers, no `^` and `~`. */

const number = '(?:0|[1-9]\\d{0,19})'
const identifier = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)'
const version = `${number}\\.${number}\\.${number}(?:-${identifier}(?:\\.${identifier})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`
const exactly = new RegExp(`^${version}$`)
const wildcard = new RegExp(`^${number}(?:\\.${number})?\\.[xX*](?:\\.[xX*])?$|^[xX*]$`)

export const isSemver = (text: string): boolean => text.length < 256 && exactly.test(text)

/** Alternatives with `||`, conditions parted by spaces that must all hold; `x` stands for any number. */
export function isVersionRange(text: string): boolean {
  return text
    .replace(/([<>=!])\s+/g, '$1')
    .split('||')
    .every((alternative) => {
      const conditions = alternative.trim().split(/\s+/)
      return conditions.every((condition) => {
        const bare = condition.replace(/^(?:==?|!=?|[<>]=?)/, '')
        return isSemver(bare) || wildcard.test(bare)
      })
    })
}
