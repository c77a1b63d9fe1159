import type { ClientRequest } from 'node:http'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

const channel = 'http.client.request.start'

/** The paths, with their queries, that this process asks for while the work goes on; and those that it deletes. */
export async function sentRequests<T>(
  work: () => Promise<T>,
): Promise<{ result: T; sent: string[]; deleted: string[] }> {
  const sent: string[] = []
  const deleted: string[] = []
  const note = (message: unknown) => {
    const { path, method } = (message as { request: ClientRequest }).request
    sent.push(path)
    if (method === 'DELETE') deleted.push(path)
  }
  subscribe(channel, note)
  try {
    return { result: await work(), sent, deleted }
  } finally {
    unsubscribe(channel, note)
  }
}
