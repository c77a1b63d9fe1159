import { recordManifest } from '../../author/index.js'
import { oneLine } from '../../lib/printable.js'
import type { ExitCode } from '../../model/errors.js'
import { exitCodes } from '../../model/errors.js'
import type { RecordFlags } from '../options/manifest.js'

/** How many notes are printed. */
const shown = 20

/** `must-gather manifest record CAPTURE`: the list goes to a file or to standard output, what to look at to standard error. */
export async function manifestRecord(capture: string, flags: RecordFlags): Promise<ExitCode> {
  const { text, entries, files, notes } = await recordManifest({ ...flags, capture })
  if (flags.out === undefined) process.stdout.write(text)
  const where = flags.out === undefined ? '' : ` in ${flags.out}`
  const lines = [
    `${entries} entries${where} name ${files} files of ${capture}. Read them before you keep them.`,
    ...notes.slice(0, shown).map(({ path, note }) => `  ${oneLine(path)}: ${oneLine(note, 200)}`),
    ...(notes.length > shown ? [`  and ${notes.length - shown} more, as comments in the list`] : []),
  ]
  process.stderr.write(`${lines.join('\n')}\n`)
  return exitCodes.passed
}
