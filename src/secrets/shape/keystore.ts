/** The object identifier of a shrouded key's bag in PKCS #12. */
const keyBag = Buffer.from('2a864886f70d010c0a0102', 'hex')
/** That of data in PKCS #7, which is what a PFX begins with. */
const data = Buffer.from('2a864886f70d010701', 'hex')
const privateKeyEntry = 1
const certificateEntry = 2

/** Whether bytes are a PKCS #12 file with a private key in it, as far as they are there: a trust store has none. */
export function isPkcs12WithKey(bytes: Buffer): boolean {
  return bytes.subarray(0, 40).includes(data) && bytes.includes(keyBag)
}

/** Whether bytes are a Java keystore (JKS, JCEKS) with a private key in it, as far as they are there. */
export function isJavaKeystoreWithKey(bytes: Buffer): boolean {
  const version = bytes.length >= 12 ? bytes.readUInt32BE(4) : 0
  if (version !== 1 && version !== 2) return false
  let at = 12
  // The entries before a key are certificates, each of which says how long it is.
  while (at + 6 <= bytes.length) {
    const tag = bytes.readUInt32BE(at)
    if (tag === privateKeyEntry) return true
    if (tag !== certificateEntry) return false
    const type = at + 6 + bytes.readUInt16BE(at + 4) + 8
    if (type + 2 > bytes.length) return false
    const size = version === 2 ? type + 2 + bytes.readUInt16BE(type) : type
    if (size + 4 > bytes.length) return false
    at = size + 4 + bytes.readUInt32BE(size)
  }
  return false
}
