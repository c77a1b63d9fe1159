import { ExpectedError } from '../model/errors.js'

interface Row {
  code: string
  message: (server: string, detail: string) => string
  next: string
}

const unreachable: Row = {
  code: 'kube.unreachable',
  message: (server, detail) => `the API server ${server} cannot be reached (${detail})`,
  next: 'Check that the cluster runs and that this machine may connect to it.',
}
const tls: Row = {
  code: 'kube.tls',
  message: (server, detail) => `the certificate of ${server} is not trusted (${detail})`,
  next: 'Check certificate-authority and tls-server-name of the kubeconfig.',
}
const dropped: Row = {
  code: 'kube.dropped',
  message: (server, detail) => `the connection to ${server} broke off (${detail})`,
  next: 'Try again; the API server or something before it may be restarting.',
}

const rows: Record<string, Row> = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ETIMEDOUT: unreachable,
  ECONNRESET: dropped,
  ECONNABORTED: dropped,
  EPIPE: dropped,
  ERR_STREAM_PREMATURE_CLOSE: dropped,
  HPE_INVALID_CONSTANT: dropped,
  EPROTO: tls,
}

const tlsCode =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|ERR_OSSL)/

/** Says what a failed connection means; an error that is none of the network's comes back as it was. */
export function transportError(error: unknown, server: string): unknown {
  const code = errorCode(error)
  if (code === undefined) return error
  const row = rows[code] ?? (tlsCode.test(code) ? tls : undefined)
  if (!row) return error
  return new ExpectedError({
    code: row.code,
    message: row.message(server, code),
    next: row.next,
    exitCode: 3,
    cause: error,
  })
}

/** Whether the connection broke, so that asking again for the same is worth it. */
export function isDropped(error: unknown): boolean {
  return error instanceof ExpectedError && error.code === 'kube.dropped'
}

function errorCode(error: unknown): string | undefined {
  // Several addresses of one name were tried: Node gives an AggregateError, whose first tells.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error ? (first as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' ? code : undefined
}
