import { appendFileSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../../src/model/report.js'
import { archiveOf, membersOf } from '../../support/archive.js'
import { base, layOut } from '../../support/fixture-captures.js'
import { judgeCase } from '../../support/judge-case.js'
import { repeatGather } from '../../support/repeat-gather.js'
import { tempFolder } from '../../support/temp-folder.js'

const elsewhere = (report: Report): Report => ({ ...report, subject: { ...report.subject, path: '' } })

const gathered = readdirSync(join(base, 'capture/gathers'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(join(base, 'capture'), join(entry.parentPath, entry.name)))

describe('the digests of a report', () => {
  it.each([
    ['.tar', 'x.tar', ''],
    ['.tgz', 'x.tgz', ''],
    ['.tgz with a folder around', 'x.tgz', 'run-1/capture/'],
  ] as const)('are the same for a folder and its %s', async (_, name, prefix) => {
    const laid = layOut(tempFolder())
    const packed = await archiveOf(membersOf(laid.capture, prefix), name)
    const [folder, archive] = [await judgeCase(laid), await judgeCase({ ...laid, capture: packed })]
    expect(elsewhere(archive)).toEqual(elsewhere(folder))
    expect(archive.reportDigest).toBe(folder.reportDigest)
    expect(archive.verdict).toBe('pass')
  })

  it('are the same where something is wrong, too', async () => {
    const laid = layOut(tempFolder())
    appendFileSync(join(laid.mustGather, 'namespaces/acme/core/events.txt'), 'Error from server: no\n')
    writeFileSync(join(laid.mustGather, 'namespaces/acme/core/none.yaml'), '')
    repeatGather(laid.capture)
    const packed = await archiveOf(membersOf(laid.capture).reverse(), 'x.tgz')
    const [folder, archive] = [await judgeCase(laid), await judgeCase({ ...laid, capture: packed })]
    expect(elsewhere(archive)).toEqual(elsewhere(folder))
    expect(folder.checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual([
      'MG-FIL-003',
      'MG-FIL-007',
      'MG-LOG-004',
    ])
  })

  it('do not depend on the order of the members, on folders among them, or on times', async () => {
    const laid = layOut(tempFolder())
    const before = await judgeCase(laid)
    const members = membersOf(laid.capture).filter(({ type }) => type !== 'directory')
    utimesSync(join(laid.mustGather, 'version'), new Date(0), new Date(0))
    for (const order of [members, [...members].reverse()]) {
      const after = await judgeCase({ ...laid, capture: await archiveOf(order, 'x.tar') })
      expect(elsewhere(after)).toEqual(elsewhere(before))
    }
  })

  it.each(gathered)('differ for another byte in %s', async (file) => {
    const laid = layOut(tempFolder())
    const before = await judgeCase(laid)
    const path = join(laid.capture, file)
    const bytes = readFileSync(path)
    if (bytes.length === 0) writeFileSync(path, ' ')
    else {
      // The last letter, so that most files mean the same as before.
      const at = bytes.length - 2
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(path, bytes)
    }
    const after = await judgeCase(laid)
    expect(after.subject.digest).not.toBe(before.subject.digest)
    expect(after.reportDigest).not.toBe(before.reportDigest)
  })

  it('differ for another name, and for a file that became a link', async () => {
    const digests = new Set<string>()
    for (const change of [
      [],
      [{ name: 'gathers/default/must-gather/namespaces/acme/pods/a.txt', body: 'x\n' }],
      [{ name: 'gathers/default/must-gather/namespaces/acme/pods/b.txt', body: 'x\n' }],
      [
        {
          name: 'gathers/default/must-gather/namespaces/acme/pods/a.txt',
          type: 'symlink' as const,
          linkname: 'x',
        },
      ],
      [
        {
          name: 'gathers/default/must-gather/namespaces/acme/pods/a.txt',
          type: 'symlink' as const,
          linkname: 'y',
        },
      ],
    ]) {
      const laid = layOut(tempFolder())
      const capture = await archiveOf([...membersOf(laid.capture), ...change], 'x.tar')
      digests.add((await judgeCase({ ...laid, capture })).subject.digest)
    }
    expect(digests.size).toBe(5)
  })
})
