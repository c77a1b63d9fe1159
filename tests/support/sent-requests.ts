import type { ClientRequest } from 'node:http'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

const channel = 'http.client.request.start'

/** The paths, with their queries, that this process asks for while the work goes on. */
export async function sentRequests<T>(work: () => Promise<T>): Promise<{ result: T; sent: string[] }> {
  const sent: string[] = []
  const note = (message: unknown) => void sent.push((message as { request: ClientRequest }).request.path)
  subscribe(channel, note)
  try {
    return { result: await work(), sent }
  } finally {
    unsubscribe(channel, note)
  }
}
