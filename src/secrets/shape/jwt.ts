export interface Jwt {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

/** The header and payload of a compact JWS, or `undefined` where the text is none. Signatures are not checked. */
export function parseJwt(token: string): Jwt | undefined {
  const [first = '', second = ''] = token.split('.', 2)
  const header = parsePart(first)
  const payload = header && parsePart(second)
  return header && payload ? { header, payload } : undefined
}

function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const text = Buffer.from(part, 'base64url').toString('utf8')
    // What is no object is refused here, as an error costs many times as much.
    if (!/^\s{0,8}\{/.test(text) || !text.trimEnd().endsWith('}')) return undefined
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
