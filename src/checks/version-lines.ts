import { contract } from './contract.js'
import { counted, defineCheck } from './define-check.js'
import { placeIn } from './gathers.js'
import { versions, withoutVersion } from './versions.js'

export const versionLines = defineCheck({
  id: 'MG-VER-002',
  title: 'version file not two lines',
  group: 'must-gather',
  contract: contract.version,
  reads: ['gathers'],
  fix: 'Write exactly two lines: the product, then the version.',
  evaluate({ gathers }, { profile }) {
    const known = versions(gathers)
    if (known.length === 0) return withoutVersion
    return {
      looked: counted(known.length, 'version file'),
      findings: known
        .filter(({ lines }) => !enough(lines, profile.versionTier))
        .map(({ gather, lines }) => ({
          message: `the version file has ${counted(lines.length, 'line')}`,
          want: profile.versionTier === 'strict' ? 'two lines, none empty' : 'at least two lines, none empty',
          got: lines.length === 0 ? 'an empty file' : lines.map((line) => JSON.stringify(line)).join(', '),
          at: placeIn(gather, 'version'),
          subject: 'version',
        })),
    }
  },
})

/** In the wild a third line names the image: the lenient tier lets it stand. */
function enough(lines: readonly string[], tier: 'strict' | 'lenient'): boolean {
  const filled = lines.every((line) => line.trim() !== '')
  return filled && (tier === 'strict' ? lines.length === 2 : lines.length >= 2)
}
