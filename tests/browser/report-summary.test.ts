import { accessSync, constants, mkdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { htmlReporter } from '../../src/report/reporters/html.js'
import { hostileReport } from '../unit/report/hostile-report.js'
import { mixedReport, passingReport } from '../unit/report/sample-report.js'

/** report-summary.html in Chromium, where the machine has one; screenshots go to artifacts/browser. */

const executablePath = chromiumOnPath()
const screenshots = join(import.meta.dirname, '../../artifacts/browser')
const pages = { mixed: mixedReport(), pass: passingReport(), hostile: hostileReport() }

interface Opened {
  page: Page
  /** Requests but the page's own, messages of the console, errors and dialogs. */
  noise: string[]
}

describe.skipIf(executablePath === undefined)(
  'report-summary.html in Chromium',
  () => {
    let browser: Browser
    let dir: string

    beforeAll(async () => {
      mkdirSync(screenshots, { recursive: true })
      dir = await mkdtemp(join(tmpdir(), 'report-summary-'))
      for (const [name, report] of Object.entries(pages))
        await writeFile(join(dir, `${name}.html`), htmlReporter.render(report))
      // Chromium's own sandbox does not run as root.
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      browser = await chromium.launch({ executablePath: executablePath ?? '', args })
    }, 120_000)

    afterAll(async () => {
      await browser?.close()
      await rm(dir, { recursive: true, force: true })
    })

    const open = async (name: keyof typeof pages, options: BrowserContextOptions = {}): Promise<Opened> => {
      const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, ...options })
      const noise: string[] = []
      const url = pathToFileURL(join(dir, `${name}.html`)).href
      page.on('request', (request) => {
        if (request.url() !== url) noise.push(`request ${request.url()}`)
      })
      page.on('console', (message) => noise.push(`console ${message.text()}`))
      page.on('pageerror', (error) => noise.push(`error ${error.message}`))
      page.on('dialog', (dialog) => {
        noise.push(`dialog ${dialog.message()}`)
        void dialog.dismiss()
      })
      await page.goto(url)
      return { page, noise }
    }

    test.each(['light', 'dark'] as const)(
      '%s: loads nothing, says nothing, and is legible',
      async (colorScheme) => {
        const { page, noise } = await open('mixed', { colorScheme })
        await page.screenshot({
          path: join(screenshots, `report-summary-${colorScheme}.png`),
          fullPage: true,
        })
        expect(noise).toEqual([])
        expect(await page.evaluate(lowContrast)).toEqual([])
        await page.close()
      },
    )

    test.each([true, false])('is complete with script: %s', async (javaScriptEnabled) => {
      const { page, noise } = await open('mixed', { javaScriptEnabled })
      await page.getByRole('heading', { level: 1, name: 'fail must-gather of nfs-provisioner' }).waitFor()
      const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts()
      expect(headings).toEqual([
        'Notes',
        'Failed (3)',
        'Harness errors (1)',
        'Not evaluated (1)',
        'Recommended, not counted in the verdict (1)',
        'Functests (1 of 3 passed)',
        'Phases',
        'Waivers (4)',
      ])
      for (const role of ['banner', 'main', 'contentinfo'] as const)
        expect(await page.getByRole(role).count()).toBe(1)
      const first = page.getByRole('article').first()
      expect(await first.innerText()).toMatch(/MG-VER-002[^]*want[^]*got[^]*where[^]*fix/)
      await page.getByText('Passed (2)').click()
      expect(await page.getByText('operator not available').isVisible()).toBe(true)
      expect(await page.getByRole('searchbox').isVisible()).toBe(javaScriptEnabled)
      expect(noise).toEqual([])
      await page.close()
    })

    test('filters checks by the words typed', async () => {
      const { page, noise } = await open('mixed')
      await page.getByRole('searchbox').fill('mg-ver missing')
      expect(await page.getByRole('status').innerText()).toBe('1 of 11 checks')
      expect(await page.getByText('version file missing').isVisible()).toBe(true)
      expect(await page.getByRole('article').first().isVisible()).toBe(false)
      await page.getByRole('searchbox').fill('')
      expect(await page.getByRole('article').first().isVisible()).toBe(true)
      expect(noise).toEqual([])
      await page.close()
    })

    test('shows hostile text as text', async () => {
      const { page, noise } = await open('hostile')
      expect(await page.locator('script').count()).toBe(1)
      expect(await page.locator('img, iframe, object, [onerror], [style]').count()).toBe(0)
      const links = await page.evaluate<string[]>(
        "[...document.links].map((link) => link.getAttribute('href'))",
      )
      expect(new Set(links)).toEqual(new Set(['https://example.com/contract#version']))
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('<script>alert(1)</script>')
      expect(await page.locator('body').innerText()).toContain('\\u{202E}gnp.exe')
      await page.screenshot({ path: join(screenshots, 'report-summary-hostile.png') })
      expect(noise).toEqual([])
      await page.close()
    })

    test.each([400, 1100])('is no wider than a window of %s pixels', async (width) => {
      for (const name of ['mixed', 'hostile'] as const) {
        const { page } = await open(name, { viewport: { width, height: 800 } })
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        await page.close()
      }
    })

    test('prints what is folded', async () => {
      const { page } = await open('pass', { javaScriptEnabled: false })
      await page.emulateMedia({ media: 'print' })
      await page.screenshot({ path: join(screenshots, 'report-summary-print.png'), fullPage: true })
      expect(await page.getByText('the operand is there').isVisible()).toBe(true)
      await page.close()
    })
  },
  120_000,
)

/** Runs in the page: texts whose contrast with what is behind them is below 4.5, as WCAG 2 AA asks for. */
const lowContrast = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number)
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor
      if (channels(colour)[3] !== 0) return colour
    }
    return 'rgb(255, 255, 255)'
  }
  document.querySelectorAll('details').forEach((fold) => (fold.open = true))
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  return [...document.body.querySelectorAll('*')]
    .filter((element) => own(element) && element.getClientRects().length > 0)
    .map((element) => {
      const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x)
      return { text: element.textContent.trim().slice(0, 40), ratio: (a + 0.05) / (b + 0.05) }
    })
    .filter(({ ratio }) => !(ratio >= 4.5))
})()`

function chromiumOnPath(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
