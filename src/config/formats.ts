import { posix } from 'node:path'
import validRange from 'semver/ranges/valid.js'
import { parseDuration } from '../lib/duration.js'
import { parseQuantity } from '../lib/quantity.js'
import { isUrl } from '../lib/url.js'

/** A form of text that the schemas name: how to tell it, and how to say it. */
export interface Format {
  valid(text: string): boolean
  expected: string
}

export const formats: Record<string, Format> = {
  'go-duration': {
    valid: (text) => (parseDuration(text) ?? 0) > 0,
    expected: 'a duration with units, such as 30s, 10m or 1h30m',
  },
  quantity: {
    valid: (text) => parseQuantity(text) !== undefined,
    expected: 'a quantity of bytes, such as 500Ki, 50Mi or 1G',
  },
  'relative-path': {
    valid: isRelativePath,
    expected: 'a path inside the folder of the file, such as ./samples/a.yaml',
  },
  'path-or-url': {
    valid: (text) => isUrl(text) || isRelativePath(text),
    expected: 'a path inside the folder of the file, or a URL that begins with http:// or https://',
  },
  'image-reference': {
    valid: isImageReference,
    expected: 'an image reference, such as quay.io/acme/operator:1.0.0 or quay.io/acme/operator@sha256:...',
  },
  'dns-label': {
    valid: (text) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text),
    expected: 'at most 63 lower-case letters, digits and dashes, such as nfs-provisioner',
  },
  version: {
    valid: (text) => /^v?\d+\.\d+\.\d+(?:[-.+][0-9A-Za-z.+-]+)?$/.test(text),
    expected: 'a version of three numbers, such as 1.2.3 or 1.2.3-rc.1',
  },
  'semver-range': {
    valid: (text) => validRange(text) !== null,
    expected: 'a range of versions, such as >=1.30 or 4.16 - 4.19',
  },
  date: { valid: isDate, expected: 'a date, such as 2027-01-31' },
  'date-time': {
    valid: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
    expected: 'a time, such as 2027-01-31T10:00:00Z',
  },
}

/** By its text alone; whether a link in it leads out is seen on disk. */
function isRelativePath(text: string): boolean {
  if (posix.isAbsolute(text) || /[\u0000-\u001f\\]/.test(text)) return false
  const normal = posix.normalize(text)
  return normal !== '..' && !normal.startsWith('../')
}

const name = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const host = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::\\d{1,5})?/)?'
const reference = new RegExp(
  `^${host}${name}(?:/${name})*(?::[A-Za-z0-9_][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
)

function isImageReference(text: string): boolean {
  return text.length <= 4096 && reference.test(text)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
