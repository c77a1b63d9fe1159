import { contract } from './contract.js'
import { counted, defineCheck, notEvaluated } from './define-check.js'

export const clientToolMissing = defineCheck({
  id: 'MG-IMG-002',
  title: 'tool that the client needs missing',
  group: 'must-gather',
  contract: contract.clientTools,
  reads: ['image'],
  fix: 'Install the tool in the image, or build it on a base that has it, such as an oc image.',
  onPartial: 'judge',
  evaluate({ image }) {
    const tools = Object.keys(image.tools)
    if (tools.length === 0) return notEvaluated('no tool was looked for')
    const missing = tools.filter((tool) => !image.tools[tool])
    return {
      looked: counted(tools.length, 'tool'),
      findings: missing.map((tool) => ({
        message: `the image has no ${tool}`,
        want: `${tool} on PATH`,
        got: 'not found',
        subject: tool,
      })),
    }
  },
})
