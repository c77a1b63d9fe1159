import { contract } from './contract.js'
import { defineCheck, notEvaluated } from './define-check.js'

export const gatherMissing = defineCheck({
  id: 'MG-IMG-001',
  title: 'gather missing or not executable',
  group: 'must-gather',
  contract: contract.executable,
  reads: ['record', 'image'],
  fix: 'Copy the script to the path that gather.command names (by default /usr/bin/gather) and make it executable: COPY --chmod=755.',
  onPartial: 'judge',
  evaluate({ image }) {
    const { path, exists, executable } = image.command
    if (exists && executable) return { looked: path, findings: [] }
    if (path === '') return notEvaluated('the command of the gather is not known')
    return {
      looked: path,
      findings: [
        {
          message: exists ? `${path} is not executable` : `the image has no ${path}`,
          want: `an executable ${path}`,
          got: exists ? 'a file without the right to execute' : 'no such file',
          subject: path,
        },
      ],
    }
  },
})
