import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { statusLine } from '../../../../src/cli/run-console.js'
import { runSummary } from '../../../../src/cli/run-summary.js'
import { checksumLine } from '../../../../src/gather/client/checksums.js'
import { folderNames } from '../../../../src/gather/client/folder-name.js'
import { goDuration, goTime } from '../../../../src/gather/client/go-time.js'
import { journalLine, rfc3339Nano } from '../../../../src/gather/client/journal.js'
import { sayVersion } from '../../../../src/gather/client/openshift-summary.js'
import { exitCodeOf, stateOf } from '../../../../src/gather/client/outcome.js'
import type { GatherRecord } from '../../../../src/model/capture-record.js'
import type { ImageGather, MustGatherRecord } from '../../../../src/model/must-gather-record.js'

const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../../fixtures/oc', name), 'utf8')
const digest = '43bf623019446a949d8789217fa6a4c91d3e84e68d1c4049dcb9d0e01ec547d9'
const image = 'quay.io/jooholee/acme-gather:1'
const imageID = `quay.io/jooholee/acme-gather@sha256:${digest}`
const job = (name: string, node?: string) => ({
  name,
  image: { image: name, source: 'named' as const },
  ...(node !== undefined && { node }),
})

describe('folders', () => {
  it('of oc are those that a real oc made', () => {
    const folder = folderNames('oc')(job(image), { imageID })
    expect(recorded('must-gather.tree.txt')).toContain(`./${folder}/gather.logs`)
    expect(folderNames('oc')(job(image, 'worker-1'), { imageID })).toBe(`worker-1/${folder}`)
  })

  it.each([
    [image, imageID, 'acme-gather-43bf62301944'],
    ['localhost:5000/a/b', `sha256:${digest}`, 'b-43bf62301944'],
    ['localhost:5000/a/b:v1.2', undefined, 'b-v1.2'],
    [`a@sha256:${digest}`, undefined, 'a-43bf62301944'],
    ['..', undefined, 'image'],
    ['../../etc:1', undefined, 'etc-1'],
  ])('for people: %s as %s is %s', (name, id, folder) => {
    expect(folderNames('readable')(job(name), id === undefined ? {} : { imageID: id })).toBe(folder)
  })

  it('are never shared', () => {
    const nameOf = folderNames('readable')
    const [a, b] = [job('x/acme'), job('y/acme')]
    expect([nameOf(a, {}), nameOf(b, {}), nameOf(a, {})]).toEqual(['acme', 'acme-2', 'acme'])
  })
})

describe('lines', () => {
  it('are those of a real oc', () => {
    const lines = recorded('must-gather.stdout.txt').split('\n')
    const tagged = lines.filter((line) => line.startsWith('['))
    expect(tagged.length).toBeGreaterThan(5)
    for (const line of tagged) {
      const [, who = '', kind = '', time = '', text = ''] =
        /^\[(\S+) *\] (OUT|POD) (\S+) (.*)$/.exec(line) ?? []
      expect(journalLine(who, kind as 'OUT' | 'POD', time, text)).toBe(line)
    }
    const words = [
      'Using must-gather plug-in image: ',
      'waiting for gather to complete',
      'downloading gather output',
    ]
    for (const text of words) expect(recorded('must-gather.logs')).toContain(text)
  })

  it.each([
    ['2026-11-21T00:42:01.418Z', '2026-11-21T00:42:01.418Z', '2026-11-21 00:42:01.418 +0000 UTC'],
    ['2026-11-21T00:42:10.100Z', '2026-11-21T00:42:10.1Z', '2026-11-21 00:42:10.1 +0000 UTC'],
    ['2026-11-21T00:42:00.000Z', '2026-11-21T00:42:00Z', '2026-11-21 00:42:00 +0000 UTC'],
  ])('have times as Go writes them: %s', (time, nano, text) => {
    expect(rfc3339Nano(new Date(time))).toBe(nano)
    expect(goTime(new Date(time))).toBe(text)
  })

  it.each([
    [7_200_000, '2h0m0s'],
    [90_000, '1m30s'],
    [1500, '1.5s'],
    [20, '20ms'],
    [0, '0s'],
  ])('have durations as Go writes them: %d', (ms, text) => expect(goDuration(ms)).toBe(text))

  it('of checksums escape what sha256sum escapes', () => {
    expect(checksumLine('00', 'a b')).toBe('00  a b\n')
    expect(checksumLine('00', 'a\n\\b')).toBe('\\00  a\\n\\\\b\n')
  })

  it.each([
    [undefined, 'Installing "" for <unknown>: <unknown>'],
    [[{ state: 'Completed', version: '4.1' }], 'Updating to "4.2" from "4.1" for 1m00s: slowly'],
    [[{ state: 'Partial', version: '4.2' }], 'Installing "4.2" for 1m00s: slowly'],
  ])('of the version of OpenShift: %j', (history, text) => {
    const progressing = {
      type: 'Progressing',
      status: 'True',
      message: 'slowly',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    }
    const version = history && {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterVersion',
      metadata: { name: 'version' },
      status: { desired: { version: '4.2' }, history, conditions: [progressing] },
    }
    expect(sayVersion(version, new Date('2026-01-01T00:01:00Z'))).toBe(text)
  })

  it('of the progress show phase, bytes, rate and the last line', () => {
    const jobs = new Map([
      ['q/acme:1', { phase: 'copy' as const, since: 0, bytes: 2 ** 21, files: 3, logLine: 'done' }],
      ['q/b', { phase: 'gather' as const, since: 0 }],
    ])
    expect(statusLine(jobs, 2000)).toBe('acme:1 copy 2.0s 2 MiB 1 MiB/s 3 files, 1 more · done')
  })
})

const record = (over: Partial<GatherRecord> = {}): GatherRecord => ({
  name: 'default',
  command: [],
  outcome: 'completed',
  exitCode: 0,
  copied: 'whole',
  hostile: [],
  files: 1,
  ...over,
})
const gather = (over: Partial<ImageGather>): ImageGather => ({
  image,
  source: 'named',
  left: [],
  exitCode: 0,
  ...over,
})
const error = { code: 'gather.pod-refused', message: 'no', next: 'Try.', exitCode: 3 }

describe('outcomes', () => {
  it.each([
    [{ record: record() }, 0, 'whole'],
    [{ record: record({ exitCode: 3 }) }, 1, 'whole'],
    [{ record: record({ copied: 'partial' }) }, 3, 'partial'],
    [{ record: record({ outcome: 'timeout', copied: 'partial' }) }, 1, 'partial'],
    [{ record: record({ outcome: 'no-image', copied: 'nothing', files: 0 }) }, 1, 'nothing'],
    [{ record: record({ outcome: 'interrupted', copied: 'partial' }) }, 130, 'partial'],
    [{ record: record({ outcome: 'lost', copied: 'nothing', files: 0 }) }, 3, 'nothing'],
    [{ error }, 3, 'nothing'],
    [{ record: record(), left: ['Namespace x: no'] }, 3, 'whole'],
  ] as const)('%#', (about, exitCode, state) => {
    const one = gather(about as Partial<ImageGather>)
    expect([exitCodeOf(one), stateOf([one])]).toEqual([exitCode, state])
  })

  it('are told with what the gather says of itself', () => {
    const status = {
      overall: 'degraded',
      collectors: [{ name: 'net', status: 'error', messages: ['no route'] }],
    }
    const text = runSummary(
      {
        gathers: [gather({ record: record({ exitCode: 3, status }) }), gather({ error })],
        fallback: { folder: 'inspect.local.1', reason: '', files: 1, problems: [] },
        state: 'partial',
        files: 1,
        bytes: 2048,
      } as unknown as MustGatherRecord,
      'dir',
    ).split('\n')
    expect(text).toContain('  status.json: degraded, 1 collectors')
    expect(text).toContain('    net: error: no route')
    expect(text[0]).toMatch(/^THE IMAGE DID NOT RUN/)
    expect(text.at(-2)).toBe(text[0])
  })
})
