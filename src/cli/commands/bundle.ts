import { judgeBundle, openImage, parseImageSource, readBundle } from '../../bundle/index.js'
import type { Bundle } from '../../bundle/index.js'
import { printable } from '../../lib/printable.js'
import type { BundleFinding } from '../../model/bundle.js'
import { advisoryBundleRules } from '../../model/bundle.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { Level } from '../../model/profile.js'
import { abortOnSignals } from '../abort-on-signals.js'
import type { Entry } from '../main.js'
import type { BundleFlags } from '../options/bundle.js'

type Leveled = BundleFinding & { level: Level }

/** `must-gather bundle BUNDLE`: what MG-OLM-001, 004 and 005 say, without a run and without a profile. */
export async function bundleCommand(name: string, flags: BundleFlags, { env }: Entry): Promise<ExitCode> {
  const signal = abortOnSignals()
  const registry = { dockerConfig: flags.authfile, insecure: flags.insecureRegistry, env }
  const opened = await openImage(parseImageSource(name), { signal, registry })
  try {
    const bundle = await readBundle(opened, signal)
    const findings = judgeBundle(bundle, flags).map(withLevel)
    process.stdout.write(render[flags.output](bundle, findings))
    return findings.some(({ level }) => level === 'required') ? exitCodes.broken : exitCodes.passed
  } finally {
    await opened.close()
  }
}

const withLevel = (finding: BundleFinding): Leveled => ({
  ...finding,
  level: advisoryBundleRules[finding.check].includes(finding.rule) ? 'recommended' : 'required',
})

const render: Record<BundleFlags['output'], (bundle: Bundle, findings: Leveled[]) => string> = {
  json: ({ origin, digest, labels, files }, findings) =>
    `${JSON.stringify({ bundle: { origin, digest, labels, files: files.map(({ path }) => path) }, findings }, null, 2)}\n`,
  text: (bundle, findings) =>
    printable([...findings.map(findingText), summary(bundle, findings), ''].join('\n')),
}

function findingText({ check, level, path, line, rule, message, want, got, fix }: Leveled): string {
  return [
    `${line === undefined ? path : `${path}:${line}`}: ${message} (${check}/${rule}, ${level})`,
    `  want: ${want}`,
    `  got:  ${got}`,
    `  fix:  ${fix}`,
  ].join('\n')
}

function summary({ origin, files }: Bundle, findings: readonly Leveled[]): string {
  const required = findings.filter(({ level }) => level === 'required').length
  const found =
    findings.length === 0
      ? 'nothing wrong'
      : `${required} required and ${findings.length - required} recommended found wrong`
  return `${found} with bundle ${origin}; read ${files.length === 1 ? '1 file' : `${files.length} files`}`
}
