import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const asked = 'MUST_GATHER_REPORTS'

/**
 * Sees to it that `MUST_GATHER_REPORTS` names the reports to assert over: it is given, or `CAPTURE=DIR` (with `ISV=NAME`,
 * `ISVS=DIR`, `PROFILE=NAME`, `CANARY_KEY=FILE`) is judged here. Workers load the configuration again, and then find it set.
 */
export async function findReports(env: NodeJS.ProcessEnv): Promise<void> {
  if (env[asked] !== undefined) return
  if (env['CAPTURE'] === undefined) throw new Error(nothing)
  env[asked] = JSON.stringify([judge(env['CAPTURE'], env)])
}

const nothing =
  'There is no report to assert over. Run one ISV: npm test -- --isv=NAME; or name a capture: CAPTURE=DIR npx playwright test.'

/** Judges a capture with the command line; gives the path of the report. */
function judge(capture: string, env: NodeJS.ProcessEnv): string {
  const options = {
    '--isv': env['ISV'],
    '--isvs': env['ISVS'],
    '--profile': env['PROFILE'],
    '--canary-key': env['CANARY_KEY'],
  }
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  const args = [join(root, 'bin/must-gather.js'), 'verify', capture, '--output', 'json', ...given]
  const { stdout, stderr, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (error) throw error
  if (!stdout.startsWith('{')) throw new Error(`${capture} was not judged.\n${stderr}`)
  const dir = join(root, 'artifacts', 'playwright')
  mkdirSync(dir, { recursive: true })
  const path = join(dir, 'report.json')
  writeFileSync(path, stdout)
  return path
}
