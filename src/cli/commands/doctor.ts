import { driversFor } from '../../clusters/index.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import { findOnPath } from '../find-on-path.js'
import type { Entry } from '../main.js'

interface Diagnosis {
  what: string
  ok: boolean
  say: string
}

/** `must-gather doctor`: what a run would find on this machine, tried and not guessed. */
export async function doctor({ env }: Entry): Promise<ExitCode> {
  const signal = AbortSignal.timeout(60_000)
  const drivers = driversFor(env['PATH'])
  const clusters = await Promise.all(
    [drivers.embedded, drivers.kind].map(async (driver): Promise<Diagnosis> => {
      const why = await driver.unavailable({}, signal)
      return { what: `--cluster=${driver.name}`, ok: why === undefined, say: why ?? 'can run here' }
    }),
  )
  const tools = await Promise.all(helpful.map((tool) => look(tool, env['PATH'] ?? '')))
  for (const { what, ok, say } of [...clusters, ...tools]) {
    process.stdout.write(`${ok ? 'ok     ' : 'missing'}  ${what.padEnd(20)} ${say}\n`)
  }
  return clusters.some(({ ok }) => ok) ? exitCodes.passed : exitCodes.environment
}

const helpful = [
  {
    names: ['kubectl', 'oc'],
    without: "gather scripts on the embedded cluster use this project's small client",
  },
  {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    without: "the project's browser tests are left out",
  },
]

async function look({ names, without }: (typeof helpful)[number], path: string): Promise<Diagnosis> {
  for (const name of names) {
    const found = await findOnPath(name, path)
    if (found) return { what: names.join(' or '), ok: true, say: found }
  }
  return { what: names[0] ?? '', ok: false, say: `not on PATH: ${without}` }
}
