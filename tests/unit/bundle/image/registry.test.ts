import { createServer, request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openImage } from '../../../../src/bundle/index.js'
import type { TestImage } from '../../../support/bundle/oci-image.js'
import { layeredImage } from '../../../support/bundle/oci-image.js'
import { tempFolder } from '../../../support/temp-folder.js'

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean

/** A registry with one image under acme/bundle:1; what `before` answers goes first. Tells its host, and what it was asked. */
async function registry(image: TestImage, before: Answer = () => false) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://registry')
    asked.push(`${request.method} ${url.pathname}`)
    if (before(request, response, url)) return
    const [, kind, name = ''] = /^\/v2\/acme\/bundle\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? []
    const digest = kind === 'manifests' && name === '1' ? image.manifest.digest : name
    const bytes = kind === undefined ? undefined : image.blobs.get(digest)
    response.statusCode = bytes ? 200 : 404
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

async function read(
  host: string,
  name = 'acme/bundle:1',
  dockerConfig?: string,
  env: Record<string, string> = {},
): Promise<string[]> {
  const image = await openImage(
    { kind: 'registry', ref: `${host}/${name}` },
    { signal: AbortSignal.timeout(180_000), registry: { insecure: [host], retryMs: 5, dockerConfig, env } },
  )
  try {
    const paths: string[] = []
    for await (const { path } of image.files(['manifests', 'metadata'])) paths.push(path)
    return paths.sort()
  } finally {
    await image.close()
  }
}

const wanted = ['manifests/a.yaml', 'metadata/annotations.yaml']
const say = (response: ServerResponse, status: number, headers: Record<string, string> = {}, body = '') => {
  response.writeHead(status, headers).end(body)
  return true
}

describe('a registry', () => {
  test('by tag and by digest', async () => {
    const image = await layeredImage()
    const { host } = await registry(image)
    expect(await read(host)).toEqual(wanted)
    expect(await read(host, `acme/bundle@${image.manifest.digest}`)).toEqual(wanted)
  })

  test('with a token, for which the credentials of the docker config are shown to the token server alone', async () => {
    const pass = ['pa', 'ss'].join('')
    const seen: string[] = []
    const { host } = await registry(await layeredImage(), (request, response, url) => {
      const { authorization = '' } = request.headers
      if (url.pathname === '/token') {
        seen.push(`${url.searchParams.get('scope')} ${authorization.split(' ')[0]}`)
        const isRight = authorization === `Basic ${Buffer.from(`robot:${pass}`).toString('base64')}`
        return say(response, isRight ? 200 : 401, {}, JSON.stringify({ token: 'given' }))
      }
      if (authorization === 'Bearer given') return false
      const realm = `Bearer realm="http://${request.headers.host}/token",service="x",scope="repository:acme/bundle:pull"`
      return say(response, 401, { 'www-authenticate': realm })
    })
    const config = join(tempFolder(), 'config.json')
    const auth = Buffer.from(`robot:${pass}`).toString('base64')
    writeFileSync(config, JSON.stringify({ auths: { [`${host}/acme`]: { auth } } }))
    expect(await read(host, 'acme/bundle:1', config)).toEqual(wanted)
    expect(seen).toEqual(['repository:acme/bundle:pull Basic'])
    await expect(read(host)).rejects.toMatchObject({ code: 'image.refused' })
  })

  test('blobs that lie elsewhere are fetched there without the token', async () => {
    const image = await layeredImage()
    const seen: unknown[] = []
    const elsewhere = await registry(image, (request) => {
      seen.push(request.headers.authorization)
      return false
    })
    const { host } = await registry(image, (_, response, { pathname }) =>
      pathname.includes('/blobs/')
        ? say(response, 307, { location: `http://${elsewhere.host}${pathname}` })
        : false,
    )
    expect(await read(host)).toEqual(wanted)
    expect(new Set(seen)).toEqual(new Set([undefined]))
  })

  test('that is busy is asked again, until it has answered so four times', async () => {
    let busy = 2
    const image = await layeredImage()
    const passing = await registry(image, (_, response) =>
      busy-- > 0 ? say(response, 429, { 'retry-after': '0' }) : false,
    )
    expect(await read(passing.host)).toEqual(wanted)
    const lasting = await registry(image, (_, response) => say(response, 500))
    await expect(read(lasting.host)).rejects.toMatchObject({
      code: 'image.registry-unreachable',
      exitCode: 3,
    })
    expect(lasting.asked.length).toBe(4)
  })

  test('that does not know the image, refuses it, lacks a layer, or is not there', async () => {
    const image = await layeredImage()
    const { host } = await registry(image)
    await expect(read(host, 'acme/bundle:2')).rejects.toMatchObject({ code: 'image.not-found' })
    const closed = await registry(image, (_, response) => say(response, 403))
    await expect(read(closed.host)).rejects.toMatchObject({ code: 'image.refused' })
    image.blobs.delete(image.layers[0] ?? '')
    await expect(read(host)).rejects.toMatchObject({ code: 'image.unreadable' })
    await expect(read('127.0.0.1:1')).rejects.toMatchObject({ code: 'image.registry-unreachable' })
  })

  test('through the proxy that the environment names, unless NO_PROXY excepts it', async () => {
    const { host } = await registry(await layeredImage())
    const asked: string[] = []
    const login: (string | undefined)[] = []
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '')
      login.push(request.headers['proxy-authorization'])
      const url = new URL(request.url ?? '')
      const onward = httpRequest(`http://${host}${url.pathname}`, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      onward.end()
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void proxy.close())
    const { port } = proxy.address() as AddressInfo
    // A name that only the proxy can resolve.
    const name = 'registry.behind-the-proxy.example'
    const pass = ['pa', 'ss'].join('')
    const env = { HTTP_PROXY: `http://robot:${pass}@127.0.0.1:${port}` }
    expect(await read(name, 'acme/bundle:1', undefined, env)).toEqual(wanted)
    expect(asked[0]).toBe(`http://${name}/v2/acme/bundle/manifests/1`)
    expect(new Set(login)).toEqual(new Set([`Basic ${Buffer.from(`robot:${pass}`).toString('base64')}`]))
    const before = asked.length
    expect(await read(host, 'acme/bundle:1', undefined, env)).toEqual(wanted)
    expect(asked.length).toBe(before)
  })

  test('behind a proxy that is not there, told of without its password', async () => {
    const pass = ['pa', 'ss'].join('')
    const name = 'registry.behind-the-proxy.example'
    const reading = (proxy: string) =>
      read(name, 'acme/bundle:1', undefined, { HTTP_PROXY: proxy }).catch((error: unknown) => error)
    const absent = await reading(`http://robot:${pass}@127.0.0.1:1`)
    expect(absent).toMatchObject({
      code: 'image.registry-unreachable',
      message: expect.stringContaining('through the proxy 127.0.0.1:1') as string,
    })
    const other = await reading(`socks5://robot:${pass}@127.0.0.1:1`)
    expect(other).toMatchObject({ message: expect.stringContaining('socks5://, which') as string })
    for (const error of [absent, other]) expect(String(error)).not.toContain(pass)
  })
})
