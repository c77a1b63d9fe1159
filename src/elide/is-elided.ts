import { isElidedMarker, publicKeys } from './marker.js'
import type { IsMarker } from './redaction-marker.js'
import { isRedactionMarker } from './redaction-marker.js'

const publicBlock =
  /-----BEGIN (?:(?:TRUSTED |X509 )?CERTIFICATE|(?:RSA |EC )?PUBLIC KEY|X509 CRL)-----[A-Za-z0-9+/=\s]{1,65536}?-----END [A-Z0-9 ]{6,24}-----/g

/**
 * Whether the value of a Secret's `data` or `stringData` is proven to be taken out: nothing, `N bytes long` as oc
 * writes it, a redaction marker, or certificates alone under a key that is public by convention.
 */
export function isElided(key: string, value: unknown, isMarker: IsMarker = isRedactionMarker): boolean {
  if (value === undefined || value === null || value === '') return true
  if (typeof value !== 'string') return false
  if (value.trim() === '' || isElidedMarker(value.trim()) || isMarker(value)) return true
  return publicKeys.has(key) && isPublicMaterial(value)
}

/** PEM certificates and public keys, plain or in base64, with nothing beside them but comments; or one DER certificate. */
function isPublicMaterial(value: string): boolean {
  if (value.includes('-----BEGIN')) return holdsOnlyPublicBlocks(value)
  const bytes = Buffer.from(value, 'base64')
  const isDer = bytes.length > 128 && bytes[0] === 0x30 && bytes[1] === 0x82 && bytes[4] === 0x30
  if (isDer) return true
  return holdsOnlyPublicBlocks(bytes.toString('latin1'))
}

function holdsOnlyPublicBlocks(pem: string): boolean {
  const rest = pem.replace(publicBlock, '')
  if (rest.length === pem.length || rest.includes('-----BEGIN')) return false
  // CA bundles name each certificate in a comment or a plain line, which no long token is.
  return !/[A-Za-z0-9+/_-]{32,}/.test(rest)
}
