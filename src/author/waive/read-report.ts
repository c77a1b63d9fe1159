import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createValidator } from '../../config/index.js'
import { Report } from '../../model/report.js'
import { refused } from '../refused.js'

const reportFile = 'report.json'
const validator = createValidator(Report)

/** Reads a report.json, or that of a run's folder. Throws `waive.no-report`. */
export async function readReport(path: string): Promise<Report> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const file = isFolder ? join(path, reportFile) : path
  const value = parse(file, await textOf(file))
  if (validator.is(value)) return value
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  throw noReport(
    file,
    version === 'report/v1'
      ? 'it is not as schemas/report.json wants it'
      : 'its schemaVersion is not report/v1',
  )
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw noReport(file, error.code === 'ENOENT' ? 'there is no such file' : error.message, error)
  })
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The parser's own words quote the text.
    throw noReport(file, 'it is not JSON', error)
  }
}

const noReport = (file: string, why: string, cause?: unknown) =>
  refused(
    'waive.no-report',
    `${file} is no report: ${why}`,
    'Name a report.json or the folder of a run that has one; must-gather verify CAPTURE --isv NAME --output json writes one.',
    cause,
  )
