const password = /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>]{0,128}):([^\s/@"'<>]{1,256})@/gi
const privateKey = /-----BEGIN ([A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?)-----[^]*?(?:-----END \1-----|$)/g

/** The text with passwords in URLs as `****` and without private keys; what is not there costs a look. */
export function redactText(text: string): string {
  const withoutPasswords =
    text.includes('://') && text.includes('@') ? text.replace(password, maskPassword) : text
  return withoutPasswords.includes('PRIVATE KEY')
    ? withoutPasswords.replace(privateKey, (block) => `<redacted private key, ${block.length} characters>`)
    : withoutPasswords
}

/** An image's digest stands behind an at sign too: `docker-pullable://x:tag@sha256:...`. */
function maskPassword(url: string, head: string, value: string, offset: number, whole: string): string {
  const isDigest = /^sha(?:256|512):/.test(whole.slice(offset + url.length))
  return isDigest || value === '****' ? url : `${head}:****@`
}
