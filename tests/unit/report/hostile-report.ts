import type { Report } from '../../../src/model/report.js'
import { check, failed, finding, mixedReport } from './sample-report.js'

/** What a file name, a log line or an error message of a gather may hold. */
export const hostileText = [
  ']]>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</pre></details></table>',
  'a | b || c',
  '`code` ``` fence',
  '[link](javascript:alert(1))',
  '\0\x07\x1b[31mred\x1b[0m\x1b]0;title\x07',
  '\x85\x9b',
  '\ud800 \udfff',
  '\ufffe\uffff',
  '\u202Egnp.exe\u202C',
  '&amp; &#0; "quoted" \'single\'',
  '::error::injected\n::set-output name=x::y',
  'first\r\nsecond\rthird\n\n# heading\n- item\n</testcase>',
  '${process.env.HOME} <%= it %>',
].join(' ')

/** Hostile text in every field that a capture or a configuration can fill. */
export function hostileReport(): Report {
  const text = hostileText
  const long = `${text} ${'x'.repeat(100_000)}`
  const place = { path: `gathers/default/must-gather/${text}`, line: 7 }
  const bad = finding({
    message: text,
    want: text,
    got: long,
    at: place,
    places: [place],
    count: 3,
    fix: text,
  })
  const mixed = mixedReport()
  return {
    ...mixed,
    subject: {
      ...mixed.subject,
      isv: text,
      path: text,
      images: [{ role: 'mustGather', ref: text, source: 'pulled', digest: text, notes: [text] }],
      gathers: [{ name: text, files: 1, bytes: 1 }],
    },
    cluster: {
      driver: text,
      version: text,
      platform: text,
      certifiable: false,
      isolation: text,
      client: text,
    },
    certifiable: { value: false, why: [text] },
    profile: text,
    checks: [
      failed('MG-FIL-006', { title: text, group: 'must-gather', findings: [bad] }),
      failed('MG-FIL-007', { level: 'recommended', title: text, findings: [bad] }),
      check('MG-FIL-001', { outcome: 'skip', skip: 'not-evaluated', reason: text, title: text }),
      check('MG-FIL-002', { outcome: 'error', reason: long, title: text }),
      check('MG-FIL-003', {
        looked: text,
        title: text,
        contract: { sentence: text, link: `javascript:${text}` },
      }),
      check('MG-FIL-005', {
        outcome: 'waived',
        findings: [{ ...bad, waivedBy: { reason: text, expires: text } }],
      }),
    ],
    phases: [
      { name: text, outcome: 'failed', durationMs: 1, reason: text },
      {
        name: 'install',
        outcome: 'failed',
        durationMs: 1,
        error: { code: text, message: text, next: text, exitCode: 3 },
      },
    ],
    functests: [{ name: text, outcome: 'failed', exitCode: 1, durationMs: 1, output: long }],
    waivers: [{ check: text, fingerprint: text, reason: text, expires: text, state: 'unused' }],
    notes: [text],
  }
}
