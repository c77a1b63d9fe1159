import { isRedactionMarker } from '../../elide/index.js'

const saysSecret =
  /passw(?:or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|encryption[-_]?key|credential|conn(?:ection)?[-_]?string/i

/** What such names end with where they tell of a secret, and do not hold it. */
const saysAbout =
  /(?:names?|files?|path|dir|directory|folder|ur[il]|host|port|enabled?|disabled?|required|ttl|timeout|seconds|minutes|age|type|kind|header|namespace|audiences?|issuer|expir(?:y|ation|es)|algorithm|ref|count|limit|max|min|size|length|version|mount|prefix|policy|provider|endpoint|review|id)$/i

const saysNothing = /^(?:|true|false|yes|no|none|null|\d{1,5}|\/\S*|\.{1,2}\/\S*|\$\([^)]*\))$/i

/** Whether an environment variable with this value most likely holds a credential: by its name, and not a path, a number or a switch. */
export function isCredential(name: string, value: string): boolean {
  return (
    saysSecret.test(name) && !saysAbout.test(name) && !saysNothing.test(value) && !isRedactionMarker(value)
  )
}
