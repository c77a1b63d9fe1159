import { resolve } from 'node:path'
import { loadIsvByName } from '../../config/index.js'
import type { Report } from '../../model/report.js'
import { refused } from '../refused.js'

/** The file that is asked for, else the one that the ISV of the report names. Throws `waive.no-isv`, `waive.no-file`, `config.*`. */
export async function waiversPath(
  { subject: { isv } }: Report,
  { waivers, isvs }: { waivers?: string | undefined; isvs: string },
): Promise<string> {
  if (waivers !== undefined) return resolve(waivers)
  if (isv === undefined)
    throw refused(
      'waive.no-isv',
      'the report does not say whose capture it judged',
      'Name the file with --waivers FILE, or judge the capture with --isv NAME.',
    )
  const { contract, file } = await loadIsvByName(isvs, isv)
  if (contract.waivers !== undefined) return contract.waivers
  throw refused(
    'waive.no-file',
    `${file} names no waivers file`,
    'Have one written with --waivers FILE beside it, and name it there: spec.contract.waivers.',
  )
}
