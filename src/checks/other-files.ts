import { withoutGenerated } from '../lib/generated-names.js'
import type { FindingDraft } from '../model/check.js'
import { repeats as names } from '../model/capture-record.js'
import type { CaptureRecord } from '../model/capture-record.js'
import type { GatherFacts } from '../model/facts.js'
import { contract } from './contract.js'
import { counted, defineCheck, notEvaluated } from './define-check.js'
import { placeIn } from './gathers.js'
import { repeatNamed, worseEnd } from './repeats.js'

export const otherFiles = defineCheck({
  id: 'MG-RUN-004',
  title: 'two runs differ in their files',
  group: 'must-gather',
  contract: contract.sameFiles,
  reads: ['record', 'gathers', 'repeats'],
  fix: 'Name files after what is in them, and wait for all that runs in the background; what differs may bear the name of its object or a date.',
  evaluate({ record, gathers, repeats }) {
    const again = repeatNamed({ record, repeats }, names.again, 'again')
    const first = gathers.find(({ name }) => name === 'default')
    if ('why' in again) return notEvaluated(again.why)
    if (!first) return notEvaluated('there is no first gather to compare with')
    const worse = worseEnd(again.run, first.record)
    if (worse !== undefined)
      return { looked: 'the end of the second run', findings: [failedAgain(again.run.command, worse)] }
    const [one, two] = [pathsOf(first), pathsOf(again.facts)]
    const passing = passingIn(record)
    return {
      looked: `${counted(one.size, 'path')} of two runs`,
      findings: [
        ...only(one, two, passing).map((path) => draft(first, path, 'the first run', 'the second')),
        ...only(two, one, passing).map((path) => draft(again.facts, path, 'the second run', 'the first')),
      ],
    }
  },
})

/** By what is left of a path without its generated parts: one such path, packed members too. */
const pathsOf = ({ files }: GatherFacts) =>
  new Map(
    files
      .filter(({ type }) => type !== 'directory')
      .map(({ path }): [string, string] => [withoutGenerated(path), path]),
  )

/** The paths that only one has, but for those of what came and went on the cluster. */
function only(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
  isPassing: (path: string) => boolean,
): string[] {
  return [...one].flatMap(([name, path]) => (other.has(name) || isPassing(path) ? [] : [path]))
}

/** Events come and expire all the time. */
const eventFolder = /(?:^|\/)events(?:\.events\.k8s\.io)?\//

function passingIn({ changes = [], planted }: CaptureRecord): (path: string) => boolean {
  const objects = [...changes.map(({ name }) => name), ...(planted ? [planted.pod] : [])]
  return (path) => eventFolder.test(path) || objects.some((name) => isNamedIn(path, name))
}

/** Whether a name stands in a path by itself, and not as a part of another name. */
function isNamedIn(path: string, name: string): boolean {
  for (let at = path.indexOf(name); at !== -1; at = path.indexOf(name, at + 1)) {
    const around = [path[at - 1], path[at + name.length]]
    if (around.every((letter) => letter === undefined || !/[A-Za-z0-9-]/.test(letter))) return true
  }
  return false
}

const draft = (gather: GatherFacts, path: string, has: string, lacks: string): FindingDraft => ({
  message: `only ${has} left ${path}`,
  want: 'the same set of files from two runs',
  got: `nothing of that name in ${lacks}`,
  at: placeIn(gather, path),
  subject: path,
})

const failedAgain = (command: readonly string[], got: string): FindingDraft => ({
  message: `${command.join(' ')} ended otherwise when it ran again`,
  want: 'the end of the first run',
  got,
  at: { path: `gathers/${names.again}/gather.log` },
  subject: names.again,
})
