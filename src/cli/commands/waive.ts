import { relative } from 'node:path'
import type { Waived } from '../../author/index.js'
import { waive } from '../../author/index.js'
import { oneLine } from '../../lib/printable.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { WaiveFlags } from '../options/waive.js'

const shown = 5

/** `must-gather waive REPORT`: writes one entry, and says in words what is waived from now on. */
export async function waiveCommand(report: string, flags: WaiveFlags): Promise<ExitCode> {
  const waived = await waive({ ...flags, report, now: new Date() })
  process.stdout.write(flags.output === 'json' ? asJson(waived) : inWords(waived))
  return exitCodes.passed
}

function asJson({ file, entry, findings, done }: Waived): string {
  const covers = findings.map(({ message, at }) => ({ message, ...(at ? { at } : {}) }))
  return `${JSON.stringify({ file, done, entry, covers }, null, 2)}\n`
}

/** From here, where it lies below. */
function nearPath(file: string): string {
  const path = relative('.', file)
  return path.startsWith('..') ? file : path
}

const verbs = { created: 'Waived in a new file', added: 'Waived in', renewed: 'Renewed in' } as const

function inWords({ file, entry, check, findings, done }: Waived): string {
  const messages = findings.map(({ message }) => `    ${oneLine(message, 300)}`)
  const more = messages.length > shown ? [`    and ${messages.length - shown} more`] : []
  return [
    `${verbs[done]} ${nearPath(file)}, until ${entry.expires}:`,
    `  ${check.id} ${check.title} (${check.level})`,
    ...messages.slice(0, shown),
    ...more,
    `  because: ${entry.reason}`,
    ...(findings.length > 1
      ? [
          `It is wide: ${findings.length} findings of this report have this fingerprint, as their names differ in generated parts alone.`,
        ]
      : []),
    ...(done === 'created' ? ['Name the file in isv.yaml: spec.contract.waivers.'] : []),
    '',
  ].join('\n')
}
