import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveOnHost } from '../../../../../src/clusters/embedded/image/host-path.js'
import { createImageStore, normalizeRef } from '../../../../../src/clusters/embedded/image/image-store.js'
import type { FolderImage } from '../../../../../src/dockerfile/types.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'images-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const image: FolderImage = {
  ...{ ref: 'example.com/app:1', labels: {}, env: {}, workdir: '/', entrypoint: [], cmd: [] },
  ...{ files: [], directories: [], notes: [] },
}

describe('createImageStore', () => {
  it('lays out files with their modes, links and empty folders', async () => {
    const source = join(folder, 'source')
    writeFileSync(source, 'content')
    const files = [
      { source, target: '/app/run', mode: 0o755 },
      { link: 'run', target: '/app/also', mode: 0o777 },
    ]
    const store = createImageStore(join(folder, 'store'), () => false)
    const { root } = await store.add({ ...image, files, directories: ['/data/in'] })
    expect(readFileSync(join(root, 'app/run'), 'utf8')).toBe('content')
    expect(statSync(join(root, 'app/run')).mode & 0o777).toBe(0o755)
    expect(readlinkSync(join(root, 'app/also'))).toBe('run')
    expect(existsSync(join(root, 'data/in'))).toBe(true)
    writeFileSync(source, 'changed')
    expect(readFileSync(join(root, 'app/run'), 'utf8')).toBe('content')
  })

  it('gives equal images one id, and another to a changed file', async () => {
    const source = join(folder, 'source')
    const store = createImageStore(join(folder, 'store'), () => false)
    const add = async (content: string) => {
      writeFileSync(source, content)
      return (await store.add({ ...image, files: [{ source, target: '/a', mode: 0o644 }] })).id
    }
    const [one, two, three] = [await add('x'), await add('x'), await add('y')]
    expect(one).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(one).toBe(two)
    expect(three).not.toBe(one)
  })

  it('finds an image under every way to write its reference', async () => {
    const store = createImageStore(folder, () => false)
    await store.add({ ...image, ref: 'busybox' })
    for (const ref of ['busybox', 'busybox:latest', 'library/busybox', 'docker.io/library/busybox']) {
      expect(store.find(ref)?.ref, ref).toBe('busybox')
    }
    expect(store.find('busybox:1')).toBeUndefined()
  })
})

it('keeps a host with a port apart from a tag', () => {
  expect(normalizeRef('localhost:5000/a')).toBe('localhost:5000/a:latest')
  expect(normalizeRef('localhost:5000/a:1')).toBe('localhost:5000/a:1')
  expect(normalizeRef('org/a@sha256:00')).toBe('docker.io/org/a@sha256:00')
})

it('follows the links of the host in shared folders only', () => {
  expect(resolveOnHost('/proc/self/../x', () => true)).toBe('/proc/x')
  expect(resolveOnHost('/proc/self/y', (name) => name === 'proc')).toBe(`/proc/${process.pid}/y`)
  expect(resolveOnHost('/proc/self/y', () => false)).toBe('/proc/self/y')
})
