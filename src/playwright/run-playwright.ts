import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ExpectedError } from '../model/errors.js'
import { packageRoot } from '../lib/package-root.js'

/** Names the variable in which the paths of the reports travel, as a JSON list: workers of Playwright see no arguments. */
const reportsVariable = 'MUST_GATHER_REPORTS'

export interface PlaywrightOptions {
  /** Paths of report.json files. */
  reports: readonly string[]
  /** Only the tests whose title this regular expression matches are asserted. */
  grep?: string | undefined
  /** More arguments of `playwright test`, one each: `--reporter=line`. */
  args?: readonly string[]
  /** Where relative paths of the arguments start; default: the current folder. */
  cwd?: string
  /** `inherit` shows the output as it comes; `pipe`, the default, gives it back. */
  output?: 'inherit' | 'pipe'
  signal?: AbortSignal
}

export interface PlaywrightResult {
  /** Of Playwright: 0 passed, 1 something is red; 130 interrupted. The run's own exit code is the report's. */
  exitCode: number
  /** What it printed; empty with `inherit`. */
  output: string
}

/**
 * Has Playwright Test assert over finished reports, in a process of its own that leaves no files. Rejects only where it
 * cannot be started.
 */
export async function runPlaywright(options: PlaywrightOptions): Promise<PlaywrightResult> {
  const scratch = await mkdtemp(join(tmpdir(), 'must-gather-playwright-'))
  try {
    return await spawnPlaywright(options, scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function spawnPlaywright(options: PlaywrightOptions, scratch: string): Promise<PlaywrightResult> {
  const { reports, grep, args = [], cwd, output = 'pipe', signal } = options
  // Not at the top: a spec that only declares tests need not wait for it.
  const { execa } = await import('execa')
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const config = fileURLToPath(new URL('playwright.config.ts', packageRoot))
  const chosen = grep === undefined ? [] : ['--grep', grep]
  const result = await execa(
    process.execPath,
    [cli, 'test', '--config', config, '--output', scratch, ...chosen, ...args],
    {
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal ? { cancelSignal: signal } : {}),
      env: {
        [reportsVariable]: JSON.stringify(reports.map((path) => resolve(cwd ?? '.', path))),
        // Else it leaves a cache in the system's temporary folder.
        PWTEST_CACHE_DIR: join(scratch, 'transform-cache'),
      },
      stdin: 'ignore',
      stdout: output,
      stderr: output,
      all: true,
      reject: false,
      forceKillAfterDelay: 5000,
    },
  )
  if (result.exitCode === undefined && result.signal === undefined) throw notStarted(result)
  return { exitCode: result.exitCode ?? 130, output: result.all ?? '' }
}

function notStarted(cause: unknown): ExpectedError {
  return new ExpectedError({
    code: 'playwright.not-started',
    message: 'Playwright Test could not be started to assert over the report',
    next: 'The report itself is written. Reinstall the packages (npm ci) and run: CAPTURE=DIR npx playwright test.',
    exitCode: 3,
    cause,
  })
}
