import { connect } from 'node:net'
import { Agent, request } from 'undici'
import type { Container, Probe } from '../pod/types.js'

export interface ProbeTarget {
  container: Container
  podIP: string
  /** Runs a command in the container and gives its exit code. */
  exec(command: string[], signal: AbortSignal): Promise<number>
}

/** Asks once. `undefined` where it went well, else what a kubelet would say. */
export async function attemptProbe(
  probe: Probe,
  target: ProbeTarget,
  stop: AbortSignal,
): Promise<string | undefined> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout((probe.timeoutSeconds ?? 1) * 1000)])
  try {
    if (probe.exec) {
      const code = await target.exec(probe.exec.command ?? [], signal)
      return code === 0 ? undefined : `command exited with code ${code}`
    }
    if (probe.httpGet) return await attemptHttp(probe.httpGet, target, signal)
    if (probe.tcpSocket)
      return await attemptTcp(
        probe.tcpSocket.host ?? target.podIP,
        portOf(probe.tcpSocket.port, target),
        signal,
      )
    return 'the embedded cluster has no probes of this kind'
  } catch (error) {
    if (signal.aborted) return `context deadline exceeded`
    return error instanceof Error ? error.message : String(error)
  }
}

async function attemptHttp(
  get: NonNullable<Probe['httpGet']>,
  target: ProbeTarget,
  signal: AbortSignal,
): Promise<string | undefined> {
  const scheme = (get.scheme ?? 'HTTP').toLowerCase()
  const url = `${scheme}://${get.host ?? target.podIP}:${portOf(get.port, target)}${get.path ?? '/'}`
  const headers = Object.fromEntries((get.httpHeaders ?? []).map(({ name, value }) => [name, value]))
  // As the kubelet does it: a probe asks whether somebody answers, not who.
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })
  try {
    const answer = await request(url, { headers, signal, dispatcher })
    await answer.body.dump()
    const { statusCode } = answer
    return statusCode >= 200 && statusCode < 400
      ? undefined
      : `HTTP probe failed with statuscode: ${statusCode}`
  } finally {
    await dispatcher.destroy()
  }
}

function attemptTcp(host: string, port: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal })
    socket.once('connect', () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.once('error', reject)
  })
}

function portOf(port: number | string, { container }: ProbeTarget): number {
  if (typeof port === 'number') return port
  const named = (container as { ports?: { name?: string; containerPort: number }[] }).ports?.find(
    ({ name }) => name === port,
  )
  return named?.containerPort ?? Number(port)
}
