import { isElidedMarker, isRedactionMarker } from '../../elide/index.js'

const words =
  /^(?:change_?-?me|(?:my|your|the|some|a)[-_ ]?(?:secret|password|passwd|token|key|api[-_]?key)[-_ \w]{0,16}|password\d{0,4}|passwd|secret|token|null|nil|none|true|false|undefined|unset|empty|default|required|optional|string|object|value|example|sample|dummy|placeholder|todo|tbd|n\/?a|not[-_ ]?set|unknown|yes|no|on|off|redacted|hidden)$/i

const examples =
  /example|EXAMPLE|placeholder|dummy|redacted|REDACTED|changeme|notreal|not-a-real|insert[-_]?your|your[-_]/

const template =
  /^(?:\$\{|\$\(|\{\{|<%|%\(|%[sdvq]$|\$[A-Z_]{2,64}$|@[A-Z_]{2,64}@$|<[^<>]{1,64}>$|__\w{1,64}__$)/

/** Whether a text stands for a value rather than being one: `${TOKEN}`, `<redacted>`, `xxxx`, documentation's examples. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  if (text === '' || words.test(text) || examples.test(text) || template.test(text)) return true
  if (/^(.)\1{3,512}$/.test(text) || /(?:x{8}|X{8}|\*{4}|\.{4}|0{12})/.test(text)) return true
  return isRedactionMarker(text) || isElidedMarker(text)
}
