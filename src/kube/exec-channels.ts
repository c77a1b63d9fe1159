import type { ApiStatus } from './api-error.js'

/** The first byte of every message says which stream it belongs to. */
export const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/** Offered in this order. Only v5 can say that stdin has ended; servers before 1.30 speak v4. */
export const subprotocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

export function stdinMessage(data: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(channels.stdin), data])
}

/** Ends stdin; v5 only. */
export const endOfStdin = Buffer.of(channels.close, channels.stdin)

/** The exit code in the Status that ends an exec; `undefined` where the command could not be run at all. */
export function exitCodeOf(status: ApiStatus): number | undefined {
  if (status.status === 'Success') return 0
  if (status.reason !== 'NonZeroExitCode') return undefined
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')
  const code = Number(cause?.message)
  return Number.isInteger(code) ? code : undefined
}
