import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseMountPoints } from '../../../../../../src/clusters/embedded/node/sandbox/host-layout.js'
import { planContainer } from '../../../../../../src/clusters/embedded/node/sandbox/plan.js'
import type { ContainerSpec } from '../../../../../../src/clusters/embedded/node/sandbox/types.js'

let image: string
beforeEach(() => (image = mkdtempSync(join(tmpdir(), 'plan-'))))
afterEach(() => rmSync(image, { recursive: true }))

const host = {
  folders: ['usr', 'etc', 'var'],
  links: [{ name: 'bin', to: 'usr/bin' }],
  mountPoints: [] as string[],
}

function plan(mountPoints: string[] = [], userNamespace = false): string {
  const spec: ContainerSpec = {
    ...{ id: 'a', directory: '/work', hostname: 'pod', image, env: {}, workdir: '/w' },
    mounts: [
      { source: '/proc', target: '/data', readOnly: true },
      { source: '/proc/version', target: '/etc/app/conf', readOnly: false },
    ],
    command: ['run', 'it; rm -rf /'],
  }
  return planContainer({ ...host, mountPoints }, spec, '/base', { userNamespace }).join(' ')
}

describe('planContainer', () => {
  it('lays the image over the folders that it has files in, and shows the others as they are', () => {
    mkdirSync(join(image, 'usr/bin'), { recursive: true })
    mkdirSync(join(image, 'app'))
    writeFileSync(join(image, 'top'), '')
    const words = plan()
    expect(words).toContain('layer usr 0755 image/usr:/usr')
    expect(words).toContain('layer etc 0755 /etc')
    expect(words).toContain('layer app 0755 image/app ')
    expect(words).toContain('file top image/top')
    expect(words).toContain('link usr/bin bin')
    expect(words).toContain('bind ro /proc /data')
    expect(words).toContain('place file etc app/conf')
    expect(words.endsWith('run /w  -- run it; rm -rf /')).toBe(true)
  })

  it('shows again as root what is mounted inside a shared folder', () => {
    const words = plan(['/usr/local', '/var/lib/docker'])
    expect(words).toContain('layer usr 0755 /usr layer usr/local 0755 /usr/local')
    expect(words).not.toContain('docker')
  })

  it('takes a folder apart in a user namespace, where no overlay may lie over a mount', () => {
    const words = plan(['/usr/bin', '/etc/hosts', '/var/lib/docker'], true)
    expect(words).not.toMatch(/layer (usr|etc|var) /)
    expect(words).toContain('directory 0755 usr')
    expect(words).toContain('layer usr/bin 0755 /usr/bin')
    expect(words).toContain('tree etc /etc')
    expect(words).toContain('directory 1777 var/tmp')
  })
})

it('reads mount points with blanks in them', () => {
  const line = (path: string) => `36 35 98:0 / ${path} rw,noatime master:1 - ext3 /dev/root rw`
  expect(parseMountPoints(`${line('/usr/a\\040b')}\n${line('/')}\n`)).toEqual(['/', '/usr/a b'])
})
