/** Keys of a Secret whose value oc leaves as it is: public certificates by convention. */
export const publicKeys: ReadonlySet<string> = new Set(['tls.crt', 'ca.crt', 'service-ca.crt'])

const elidedText = /^\d{1,12} bytes long$/

/** base64 of `N bytes long`: what `oc adm inspect` writes in place of a value of N bytes. */
export function elidedValue(byteLength: number): string {
  return Buffer.from(`${byteLength} bytes long`).toString('base64')
}

/** What was asked last: a dump has as many of them as Secrets have values, and most values have a usual length. */
let known = ''

/** Whether the text is `N bytes long`, plain or in base64, where a digit comes first as one of three letters. */
export function isElidedMarker(text: string): boolean {
  if (text === known && known !== '') return true
  const isMarker =
    elidedText.test(text) || (/^[MNO][\w+/]{11,35}={0,2}$/.test(text) && elidedText.test(decode(text)))
  if (isMarker) known = text
  return isMarker
}

/** Whether a text that was cut off may end in the midst of `N bytes long`, in base64. */
export function mayEndInElision(text: string): boolean {
  const [token = ''] = /[\w+/]{1,36}={0,2}$/.exec(text.slice(-40)) ?? []
  const [, rest] = /^\d{1,12}(.*)$/s.exec(decode(token)) ?? []
  return rest !== undefined && ' bytes long'.startsWith(rest)
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1')
}
