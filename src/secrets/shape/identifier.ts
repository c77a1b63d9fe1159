/** Without flags, as they are tried as one: one expression with many branches costs less than many. */
const shapes: readonly RegExp[] = [
  /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, // a UUID
  /^(?:sha\d{3}[:~]|md5:)/, // a digest that says so
  /^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})$/, // a digest that does not
  /^[a-z0-9]{1,63}(?:[-.][a-z0-9]{1,63}){1,16}$/, // a Kubernetes or host name
  /^[a-z][a-z-]{0,62}$/, // one of a single word
  /^\/(?![A-Za-z0-9+/]{15,128}={1,2}$)|^\.{1,2}\/|^[A-Za-z]:\\|^~\//, // a path, which base64 may look like
  /^[a-zA-Z][a-zA-Z0-9+.-]{1,12}:\/\//, // a URL
  /^[a-z0-9][a-z0-9.-]{0,128}\/[a-z0-9._/:@+-]{1,256}$/, // namespace/name, an image, a media type
  /^-?\d{1,20}(?:\.\d{1,20})?(?:[a-zA-Z]{1,3})?$/, // a number, with a unit or without
  /^(?:\d{1,6}(?:ns|us|ms|h|m|s|d)){1,6}$/, // a duration
  /^\d{4}-\d{2}-\d{2}/, // a date
  /^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?$/, // an address
  /^[\w.-]{1,128}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}$/, // a mail address
  /^urn:/, // a name that says so
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w{4,16})$/, // a public key's type
  /^[A-Z][a-z]{1,24}(?:[A-Z][a-z]{1,24}){0,12}$/, // a condition, a kind or a reason
  /^[a-z]{1,24}(?:[A-Z][a-z]{1,24}){1,12}$/, // a field
  /^[A-Z][A-Z_]{1,64}$/, // a constant
  /^[a-z_]{1,64}$/, // a snake-cased word
]

const anyShape = new RegExp(shapes.map(({ source }) => `(?:${source})`).join('|'))

/** Whether a text is words run together as programs name types and fields, a digit here and there: `V1SecretRef`. */
export function isCamelCase(text: string): boolean {
  return /^[a-z]{0,24}\d{0,2}(?:[A-Z][a-z]{1,24}\d{0,2}|[A-Z]\d){1,12}$/.test(text)
}

/** Whether a text is of a shape that names things and is public by nature: UUIDs, digests, names, paths, numbers. */
export function isIdentifier(text: string): boolean {
  return anyShape.test(text)
}
