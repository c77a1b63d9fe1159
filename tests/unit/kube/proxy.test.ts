import { createServer as createProxy } from 'node:http'
import { createServer } from 'node:https'
import { connect as connectSocket, type AddressInfo, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { makeServerTls } from '../../../src/clusters/embedded/tls/certificates.js'
import { Connection } from '../../../src/kube/connection.js'

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test('goes through an HTTP proxy with its login, and still checks the server itself', async () => {
  const tls = makeServerTls(['127.0.0.1'], new Date())
  const api = createServer({ cert: tls.cert, key: tls.key }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"gitVersion":"v1"}')
  })
  const apiPort = await listen(api)
  const asked: (string | undefined)[][] = []
  const proxy = createProxy()
  proxy.on('connect', (request, socket, head) => {
    asked.push([request.url, request.headers['proxy-authorization']])
    if (request.headers['proxy-authorization'] === undefined)
      return void socket.end('HTTP/1.1 407 Login\r\n\r\n')
    const target = connectSocket(apiPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.write(head)
      target.pipe(socket).pipe(target)
    })
    socket.on('error', () => target.destroy())
  })
  const proxyPort = await listen(proxy)
  const ask = (proxyUrl: string, ca: string | undefined) => {
    const server = `https://127.0.0.1:${apiPort}`
    const connection = new Connection({ server, tls: { ca }, authorize: () => Promise.resolve({}), proxyUrl })
    return connection.request({ path: '/version' }).finally(() => connection.close())
  }
  await expect(ask(`http://me:s%20t@127.0.0.1:${proxyPort}`, tls.caCert)).resolves.toMatchObject({
    body: { gitVersion: 'v1' },
  })
  expect(asked).toEqual([[`127.0.0.1:${apiPort}`, `Basic ${Buffer.from('me:s t').toString('base64')}`]])
  await expect(ask(`http://me:x@127.0.0.1:${proxyPort}`, undefined)).rejects.toMatchObject({
    code: 'kube.tls',
  })
  await expect(ask(`http://127.0.0.1:${proxyPort}`, tls.caCert)).rejects.toMatchObject({
    code: 'kube.proxy-refused',
    message: expect.stringContaining('407') as string,
  })
  expect(
    () =>
      new Connection({
        server: 'https://x',
        tls: {},
        authorize: () => Promise.resolve({}),
        proxyUrl: 'socks5://x',
      }),
  ).toThrow('socks5')
  api.closeAllConnections()
  api.close()
  proxy.closeAllConnections()
  proxy.close()
})
