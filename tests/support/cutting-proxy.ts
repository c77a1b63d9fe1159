import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'

/** A TCP proxy that breaks connections, as load balancers and restarting API servers do. */
export interface CuttingProxy {
  port: number
  /** Cuts each of the next `times` connections that have brought `bytes` from the server. */
  cutLargeAnswers(bytes: number, times: number): void
  /** Cuts every connection that there is. */
  cutAll(): void
  cuts(): number
  close(): Promise<void>
}

export async function startCuttingProxy(host: string, port: number): Promise<CuttingProxy> {
  const pairs = new Set<[Socket, Socket]>()
  const sockets = new Set<Socket>()
  let limit = { bytes: Infinity, times: 0 }
  let cuts = 0
  const cut = (pair: [Socket, Socket]) => {
    if (!pairs.delete(pair)) return
    cuts++
    for (const socket of pair) socket.destroy()
  }
  const server = createServer((client) => {
    const upstream = connect(port, host)
    const pair: [Socket, Socket] = [client, upstream]
    pairs.add(pair)
    for (const socket of pair) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          pairs.delete(pair)
          sockets.delete(socket)
        })
    }
    client.pipe(upstream)
    upstream.pipe(client)
    let bytes = 0
    upstream.on('data', (chunk) => {
      bytes += chunk.length
      if (bytes < limit.bytes || limit.times === 0) return
      limit.times--
      cut(pair)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as { port: number }
  return {
    port: address.port,
    cutLargeAnswers: (bytes, times) => void (limit = { bytes, times }),
    cutAll: () => [...pairs].forEach(cut),
    cuts: () => cuts,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
