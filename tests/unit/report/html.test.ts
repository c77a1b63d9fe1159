import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { htmlReporter } from '../../../src/report/reporters/html.js'
import { hostileReport } from './hostile-report.js'
import { failed, finding, mixedReport } from './sample-report.js'

/** The rest is looked at in a browser: tests/browser. */
describe('html', () => {
  const page = htmlReporter.render(mixedReport())

  test('names nothing outside itself', () => {
    expect(page).not.toMatch(/\b(?:src|srcset|action|background)\s*=|@import|url\(/i)
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)
    expect(new Set(links)).toEqual(new Set(['https://example.com/contract#version']))
  })

  test('its policy names the digests of its one style sheet and its one script', () => {
    for (const element of ['style', 'script']) {
      const parts = [...page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))]
      expect(parts).toHaveLength(1)
      const digest = createHash('sha256')
        .update(parts[0]?.[1] ?? '')
        .digest('base64')
      expect(page).toContain(`${element}-src &#39;sha256-${digest}&#39;`)
    }
  })

  test('lets no text become markup', () => {
    const hostile = htmlReporter.render(hostileReport())
    expect(hostile.match(/<script/g)).toHaveLength(1)
    expect(hostile).not.toContain('<img')
    expect(hostile).not.toContain('href="javascript')
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(hostile).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E]|\p{Cs}/u)
  })

  test('counts right where it leaves out', () => {
    const findings = Array.from({ length: 3000 }, () => finding())
    const long = htmlReporter.render(mixedReport({ checks: [failed('MG-FIL-001', { findings })] }))
    expect(long).toContain('and 2950 more findings')
    expect(long.match(/class="finding"/g)).toHaveLength(50)
  })
})
