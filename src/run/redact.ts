import { createScanner, redactText } from '../secrets/index.js'

/** Takes secrets out of text that the run shows or records: output of programs, last lines of logs. */
export function createRedact(): (text: string) => string {
  const scanner = createScanner()
  return (text) => redactText(scanner, text)
}
