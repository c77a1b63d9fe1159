/** Keys of a Secret whose value oc leaves as it is: public certificates by convention. */
export const publicKeys: ReadonlySet<string> = new Set(['tls.crt', 'ca.crt', 'service-ca.crt'])

const elidedText = /^\d{1,12} bytes long$/

/** What people and tools write in place of a value; compared without case and without surrounding brackets. */
const redactionMarkers: ReadonlySet<string> = new Set([
  'redacted',
  'omitted',
  'elided',
  'masked',
  'hidden',
  'removed',
  'sanitized',
  'obfuscated',
  'data+omitted',
  'secret_redacted',
  'value_redacted',
  'sensitive',
  'no-secret',
])

/** base64 of `N bytes long`: what `oc adm inspect` writes in place of a value of N bytes. */
export function elidedValue(byteLength: number): string {
  return Buffer.from(`${byteLength} bytes long`).toString('base64')
}

/** Whether the text is `N bytes long`, plain or in base64. */
export function isElidedMarker(text: string): boolean {
  return elidedText.test(text) || (/^[\w+/]{12,36}={0,2}$/.test(text) && elidedText.test(decode(text)))
}

/** Whether a text that was cut off may end in the midst of `N bytes long`, in base64. */
export function mayEndInElision(text: string): boolean {
  const [token = ''] = /[\w+/]{1,36}={0,2}$/.exec(text.slice(-40)) ?? []
  const [, rest] = /^\d{1,12}(.*)$/s.exec(decode(token)) ?? []
  return rest !== undefined && ' bytes long'.startsWith(rest)
}

/** Whether the text says that a value was taken out: `<redacted>`, `REDACTED`, `****`, plain or in base64. */
export function isRedactionMarker(text: string): boolean {
  const trimmed = text.trim()
  return (
    isPlainMarker(trimmed) || (/^[\w+/]{4,64}={0,2}$/.test(trimmed) && isPlainMarker(decode(trimmed).trim()))
  )
}

function isPlainMarker(text: string): boolean {
  if (/^(?:\*{3,64}|x{4,64}|X{4,64}|•{3,64}|-{3,64})$/.test(text)) return true
  return redactionMarkers.has(text.replace(/^[<[({*_-]{1,3}|[>\])}*_-]{1,3}$/g, '').toLowerCase())
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1')
}
