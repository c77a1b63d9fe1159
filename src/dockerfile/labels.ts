import { readInstructions } from './instructions.js'
import { readPairs } from './words.js'

/** The labels that a Dockerfile gives its last stage, without variables filled in; what cannot be read is left out. */
export function labelsOfDockerfile(text: string): Record<string, string> {
  let labels: Record<string, string> = {}
  for (const instruction of readInstructions(text)) {
    if (instruction.name === 'FROM') labels = {}
    if (instruction.name !== 'LABEL') continue
    for (const [name, value] of readPairs(instruction.text, (word) => word) ?? []) labels[name] = value
  }
  return labels
}
