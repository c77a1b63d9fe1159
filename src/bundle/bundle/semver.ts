import parse from 'semver/functions/parse.js'

/** Whether a text is a version as OLM takes one: no `v` before it, three numbers. */
export const isVersion = (text: string): boolean => parse(text) !== null && /^\d/.test(text)

const comparator =
  /^(?:>=|<=|==|!=|>|<|=|!)?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*])([-+][0-9A-Za-z.+-]+)?)?$/

/** Whether a text is a range as OLM takes one: `>=1.0.0 <1.2.0 || 2.x`. Not npm's: no `^`, no `~`, no hyphens. */
export function isVersionRange(text: string): boolean {
  const alternatives = text.split('||').map((part) => part.replace(/([<>=!])\s+/g, '$1').trim())
  return alternatives.every(
    (part) => part !== '' && part.split(/[\s,]+/).every((one) => comparator.test(one)),
  )
}

/** What Kubernetes takes as the name of most objects. */
export const isSubdomain = (text: string): boolean =>
  text.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text)

export const isDnsLabel = (text: string): boolean =>
  text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)
