import { contract } from './contract.js'
import { counted, defineCheck } from './define-check.js'
import { placeIn } from './gathers.js'
import { versions, versionTexts, withoutSecondLine, withoutVersion } from './versions.js'

const forms = {
  strict: { pattern: /^\d+\.\d+\.\d+\.[0-9A-Za-z][0-9A-Za-z._+-]*$/, want: 'major.minor.micro.qualifier' },
  lenient: { pattern: /(?:^|[^\d.])\d+\.\d+/, want: 'a line with a version, such as 4.18.0-2024' },
}

export const versionForm = defineCheck({
  id: 'MG-VER-003',
  title: 'second line of the version file not a version',
  group: 'must-gather',
  contract: contract.version,
  reads: ['gathers'],
  fix: 'Write the version of the product as major.minor.micro.qualifier on the second line, as in 1.4.2.ga.',
  evaluate({ gathers }, { profile }) {
    if (versions(gathers).length === 0) return withoutVersion
    const known = versionTexts(gathers)
    if (known.length === 0) return withoutSecondLine
    const form = forms[profile.versionTier]
    return {
      looked: counted(known.length, 'version'),
      findings: known
        .filter(({ text }) => !form.pattern.test(text))
        .map(({ gather, text }) => ({
          message: `${JSON.stringify(text)} is not a version`,
          want: form.want,
          got: JSON.stringify(text),
          at: placeIn(gather, 'version', 2),
          subject: 'version',
        })),
    }
  },
})
