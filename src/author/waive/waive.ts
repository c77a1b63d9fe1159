import { clip, oneLine } from '../../lib/printable.js'
import type { CheckResult, Finding, Report } from '../../model/report.js'
import type { Waiver } from '../../model/waivers.js'
import { refused } from '../refused.js'
import type { Chosen } from './choose-findings.js'
import { chooseFindings } from './choose-findings.js'
import { addEntry, isSame, renewEntry } from './place-entry.js'
import { readReport } from './read-report.js'
import { expiryOf, reasonOf } from './terms.js'
import type { WaiversFile } from './waivers-file.js'
import { readWaiversFile, writeWaiversFile } from './waivers-file.js'
import { waiversPath } from './waivers-path.js'

export interface WaiveOptions {
  /** A report.json, or the folder of a run that has one. */
  report: string
  check: string
  /** Of the finding; not needed where the check has one alone. */
  fingerprint?: string | undefined
  reason: string
  /** Last day on which it holds: `2027-01-31`. */
  expires: string
  /** The file; default: the one that the ISV of the report names. */
  waivers?: string | undefined
  /** Folder of the ISVs. */
  isvs: string
  /** An entry that is there gets this reason and date. */
  renew: boolean
  now: Date
}

export interface Waived {
  file: string
  entry: Waiver
  check: CheckResult
  /** What it covers in this report. */
  findings: Finding[]
  done: 'created' | 'added' | 'renewed'
}

/** Accepts one finding of a report for a time. Nothing is written where anything is wrong: throws `waive.*`, `config.*`. */
export async function waive(options: WaiveOptions): Promise<Waived> {
  const terms = { reason: reasonOf(options.reason), expires: expiryOf(options.expires, options.now) }
  const report = await readReport(options.report)
  const chosen = chooseFindings(report, options.check, options.fingerprint)
  const { check, fingerprint, findings } = chosen
  const file = await readWaiversFile(await waiversPath(report, options))
  checkSalt(report, chosen, file)
  const entry = { check: check.id, fingerprint, ...terms }
  const present = file.value.waivers.find((one) => isSame(one, entry))
  if (present && !options.renew) throw duplicate(file, present)
  await writeWaiversFile(
    file.path,
    present ? renewEntry(file.text, entry) : addEntry(file.text, entry, commentOf(findings)),
  )
  return {
    file: file.path,
    entry,
    check,
    findings,
    done: present ? 'renewed' : file.isNew ? 'created' : 'added',
  }
}

/** What a reader of the file cannot see from a fingerprint. */
function commentOf(findings: readonly Finding[]): string {
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''
  return clip(oneLine(findings[0]?.message ?? '', 200), 200) + more
}

/** The fingerprint of a secret holds under one salt alone, and under none that of a weak secret can be guessed. */
function checkSalt(
  { subject }: Report,
  { check, findings }: Chosen,
  { path, value, isNew }: WaiversFile,
): void {
  if (!findings.some(({ rule }) => rule !== undefined)) return
  const again =
    'then judge the capture again with --isv NAME, and waive the fingerprint that the new report shows.'
  if (isNew || value.salt === undefined)
    throw refused(
      'waive.no-salt',
      `${check.id} found a secret, and ${path} ${isNew ? 'does not exist' : 'has no salt'}: its fingerprint would be anybody's to guess`,
      isNew
        ? `Write the file with a random salt of 32 characters and an empty list, name it in isv.yaml (spec.contract.waivers), ${again}`
        : `Add a random salt of 32 characters to it, ${again}`,
    )
  if (subject.configDigest === undefined)
    throw refused(
      'waive.no-salt',
      `${check.id} found a secret, and the report was not made with the salt of ${path}`,
      'Judge the capture again with --isv NAME, and waive the fingerprint that the new report shows.',
    )
}

const duplicate = ({ path }: WaiversFile, { check, fingerprint, expires, reason }: Waiver) =>
  refused(
    'waive.duplicate',
    `${path} waives ${check} ${fingerprint} already, until ${expires}: ${oneLine(reason, 200)}`,
    'Give that entry another reason and date with --renew.',
  )
