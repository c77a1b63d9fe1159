import { writeFileSync } from 'node:fs'
import { createServer as createProxy } from 'node:http'
import { createServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openImage } from '../../../../src/bundle/index.js'
import { makeServerTls } from '../../../../src/clusters/embedded/tls/certificates.js'
import { layeredImage } from '../../../support/bundle/oci-image.js'
import { tempFolder } from '../../../support/temp-folder.js'

const host = 'registry.behind-the-proxy.example'
const login = `robot:${['pa', 'ss'].join('')}`

async function listening(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A registry with TLS that only a proxy with a login reaches. */
async function behindProxy() {
  const image = await layeredImage()
  const { cert, key, caCert } = makeServerTls([host], new Date())
  const registry = createServer({ cert, key }, (request, response) => {
    const name = request.url?.split('/').pop() ?? ''
    const bytes = image.blobs.get(name === '1' ? image.manifest.digest : name)
    response.writeHead(bytes ? 200 : 404).end(bytes)
  })
  const port = await listening(registry)
  const asked: (string | undefined)[] = []
  const proxy = createProxy().on('connect', (request, socket, head) => {
    asked.push(request.url)
    if (request.headers['proxy-authorization'] !== `Basic ${Buffer.from(login).toString('base64')}`)
      return void socket.end('HTTP/1.1 407 Login\r\n\r\n')
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.write(head)
      target.pipe(socket).pipe(target)
    })
    socket.on('error', () => target.destroy())
  })
  const ca = join(tempFolder(), 'ca.pem')
  writeFileSync(ca, caCert)
  return { ca, proxyPort: await listening(proxy), asked }
}

async function read(proxy: string, ca: string | undefined): Promise<string | undefined> {
  const source = { kind: 'registry', ref: `${host}/acme/bundle:1` } as const
  const registry = { ca, env: { HTTPS_PROXY: proxy }, retryMs: 5 }
  const opened = await openImage(source, { signal: AbortSignal.timeout(60_000), registry })
  try {
    for await (const { path } of opened.files(['manifests'])) return path
    return undefined
  } finally {
    await opened.close()
  }
}

test('TLS goes through the tunnel of a proxy, and the registry is still checked', async () => {
  const { ca, proxyPort, asked } = await behindProxy()
  expect(await read(`http://${login}@127.0.0.1:${proxyPort}`, ca)).toBe('manifests/a.yaml')
  expect(new Set(asked)).toEqual(new Set([`${host}:443`]))
  await expect(read(`http://${login}@127.0.0.1:${proxyPort}`, undefined)).rejects.toMatchObject({
    message: expect.stringContaining('not trusted') as string,
  })
})

test('a proxy that wants a login is told of as one', async () => {
  const { ca, proxyPort } = await behindProxy()
  await expect(read(`http://127.0.0.1:${proxyPort}`, ca)).rejects.toMatchObject({
    code: 'image.registry-unreachable',
    message: expect.stringMatching(/through the proxy 127\.0\.0\.1:\d+: .*407/) as string,
  })
})
