import { execFileSync } from 'node:child_process'
import { execa } from 'execa'

/** The machine's own kubectl, run as a user of the cluster runs it. */

export interface Ran {
  code: number
  out: string
  err: string
}

/** Words with one space between them, or an array where a word has spaces itself. */
export type Words = string | readonly string[]

export interface KubectlOptions {
  kubeconfig: string
  namespace: string
  /** Holds its cache of what the server offers. */
  home: string
}

const oldest = 35
const deadlineMs = 120_000

/** Why no kubectl of this machine can run the suite; `undefined` where one can. */
export function kubectlMissing(): string | undefined {
  const minor = kubectlMinor()
  if (minor === undefined) return 'no kubectl on PATH'
  return minor < oldest ? `kubectl on PATH is v1.${minor}, at least v1.${oldest} is needed` : undefined
}

function kubectlMinor(): number | undefined {
  try {
    const out = execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
    const { clientVersion } = JSON.parse(out) as { clientVersion: { minor: string } }
    return Number.parseInt(clientVersion.minor, 10)
  } catch {
    return undefined
  }
}

export async function runKubectl(options: KubectlOptions, words: Words, input?: string): Promise<Ran> {
  const args = typeof words === 'string' ? words.split(' ') : words
  const ran = await execa('kubectl', ['--namespace', options.namespace, ...args], {
    env: { KUBECONFIG: options.kubeconfig, HOME: options.home },
    reject: false,
    stripFinalNewline: true,
    timeout: deadlineMs,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  })
  return { code: ran.exitCode ?? -1, out: ran.stdout, err: ran.stderr }
}
