import { randomBytes } from 'node:crypto'
import { ExpectedError } from '../../model/errors.js'

const keyBytes = 32

/** A new key, for one run. */
export const newCanaryKey = (): Buffer => randomBytes(keyBytes)

/** The text of `canary.key`. */
export const formatCanaryKey = (key: Buffer): string => `${key.toString('base64url')}\n`

/** The key in the text of `canary.key`; `shown` is the file in an error. Throws `canaries.bad-key`. */
export function parseCanaryKey(text: string, shown: string): Buffer {
  const trimmed = text.trim()
  const key = Buffer.from(trimmed, 'base64url')
  if (key.length === keyBytes && key.toString('base64url') === trimmed) return key
  throw new ExpectedError({
    code: 'canaries.bad-key',
    message: `${shown} holds no canary key: that is ${keyBytes} bytes in base64url, on one line`,
    next: 'Give the canary.key that lies in the folder of the run, beside capture/.',
    exitCode: 2,
  })
}
