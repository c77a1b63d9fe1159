import type { FindingDraft } from '../model/check.js'
import type { ExpectedEntry } from '../model/expected-files.js'
import type { FileFact, GatherFacts, PlannedEntry } from '../model/facts.js'
import { contract } from './contract.js'
import { counted, defineCheck, notApplicable } from './define-check.js'
import { filesMatching, placeIn } from './gathers.js'

export const expectedContent = defineCheck({
  id: 'MG-FIL-002',
  title: 'expected file empty or of wrong content',
  group: 'must-gather',
  contract: contract.expectedFiles,
  reads: ['gathers', 'expected'],
  fix: 'Look at the command that wrote the file: it got nothing, or something else than the list expects.',
  evaluate({ gathers, expected: { entries } }) {
    const pairs = gathers.flatMap((gather) => expectedFilesOf(gather, entries))
    if (pairs.length === 0) return notApplicable('no gathered file is on the expected list')
    return { looked: counted(pairs.length, 'expected file'), findings: pairs.flatMap(wrongContent) }
  },
})

interface ExpectedPair {
  gather: GatherFacts
  entry: ExpectedEntry
  file: FileFact
}

/** Each file that an entry of the list matches, with that entry. */
function expectedFilesOf(gather: GatherFacts, entries: readonly PlannedEntry[]): ExpectedPair[] {
  return entries
    .filter(({ skip }) => !skip)
    .flatMap(({ entry, globs }) =>
      globs.flatMap((glob) => filesMatching(gather, glob).map((file) => ({ gather, entry, file }))),
    )
}

function wrongContent({ gather, entry, file }: ExpectedPair): FindingDraft[] {
  const at = placeIn(gather, file.path)
  if (file.blank) {
    // An empty log of a container is normal: it printed nothing.
    if (entry.empty === 'allowed' || entry.content === 'log') return []
    return [
      {
        message: `${file.path} is empty`,
        want: describe(entry),
        got: `${file.size} bytes`,
        at,
        subject: `${file.path} empty`,
      },
    ]
  }
  if (!Array.isArray(entry.content)) return []
  const facts = gather.contents.get(file.path)
  // What does not parse, or is an error message, is MG-FIL-005's, -007's and -008's.
  if (!facts || 'problem' in facts || gather.errorTexts.some(({ path }) => path === file.path)) return []
  return entry.content.flatMap(({ kind, apiVersion, count }) => {
    const found = facts.objects.filter(
      (object) => object.kind === kind && (apiVersion ?? object.apiVersion) === object.apiVersion,
    )
    if (count === undefined ? found.length > 0 : found.length === count) return []
    const name = apiVersion ? `${apiVersion} ${kind}` : kind
    return [
      {
        message: `${file.path} does not hold what the list expects`,
        want: count === undefined ? `at least one ${name}` : `${count} of ${name}`,
        got: `${found.length} of ${name} among ${counted(facts.objects.length, 'object')}`,
        at,
        subject: `${file.path} ${name}`,
      },
    ]
  })
}

const describe = ({ content }: ExpectedEntry) =>
  Array.isArray(content)
    ? content.map(({ kind }) => kind).join(', ')
    : content === undefined || content === 'nonEmpty'
      ? 'content'
      : content
