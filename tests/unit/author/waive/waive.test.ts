import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { WaiveOptions } from '../../../../src/author/index.js'
import { waive } from '../../../../src/author/index.js'
import { layOut } from '../../../support/fixture-captures.js'
import { judgeCase, now } from '../../../support/judge-case.js'
import { repeatGather } from '../../../support/repeat-gather.js'
import { tempFolder } from '../../../support/temp-folder.js'

const good = { reason: 'known: see ACME-12', expires: '2027-01-31', check: 'MG-FIL-003' }

test(
  'what is not there or makes no sense is refused, and nothing is written',
  { timeout: 60_000 },
  async () => {
    const dir = tempFolder()
    const laid = layOut(dir)
    cpSync(join(dir, 'isv'), join(dir, 'isvs/acme'), { recursive: true })
    writeFileSync(join(laid.mustGather, 'namespaces/acme/core/a.yaml'), '')
    repeatGather(laid.capture)
    const report = await judgeCase(laid)
    writeFileSync(join(dir, 'report.json'), JSON.stringify(report))
    const waivers = join(dir, 'isvs/acme/waivers.yaml')
    const before = readFileSync(waivers, 'utf8')
    const fingerprint = report.checks.find(({ id }) => id === good.check)?.findings[0]?.fingerprint ?? ''
    const options: WaiveOptions = { ...good, report: dir, isvs: join(dir, 'isvs'), renew: false, now }

    const refusals: [change: Partial<WaiveOptions>, code: string, says: string][] = [
      [{ check: 'MG-FIL-03' }, 'no-such-check', 'Did you mean MG-FIL-003?'],
      [{ check: 'MG-VER-001' }, 'nothing-found', 'MG-VER-001 has no finding in this report: it passed'],
      [
        { fingerprint: fingerprint.slice(0, 10) },
        'no-such-finding',
        `Did you mean --fingerprint ${fingerprint}?`,
      ],
      [{ reason: ' ' }, 'no-reason', '--reason is empty'],
      [{ reason: '...' }, 'no-reason', '--reason is empty'],
      [{ expires: '2026-11-20' }, 'expires', 'is in the past'],
      [{ expires: '2027-11-22' }, 'expires', 'more than a year away'],
      [{ expires: '2027-02-30' }, 'expires', 'is no date'],
      [{ expires: 'soon' }, 'expires', 'is no date'],
    ]
    for (const [change, code, says] of refusals) {
      const error = await waive({ ...options, ...change }).then(
        () => undefined,
        (refusal: Error & { code: string; next: string; exitCode: number }) => refusal,
      )
      expect(error).toMatchObject({ code: `waive.${code}`, exitCode: 2 })
      expect(`${error?.message}\n${error?.next}`).toContain(says)
    }
    expect(readFileSync(waivers, 'utf8')).toBe(before)

    // The first and the last day that may be named.
    for (const expires of ['2026-11-21', '2027-11-21'])
      expect(await waive({ ...options, expires, renew: true })).toMatchObject({ entry: { expires } })
  },
)
