export interface Jwt {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

/** The header and payload of a compact JWS, or `undefined` where the text is none. Signatures are not checked. */
export function parseJwt(token: string): Jwt | undefined {
  const [header, payload] = token.split('.', 2).map(parsePart)
  return header && payload ? { header, payload } : undefined
}

function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
