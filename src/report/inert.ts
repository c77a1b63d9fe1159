/**
 * The text without anything that a CI reads as a command: GitHub Actions obeys lines that start with `::`, blanks or
 * not, and `##[` anywhere; a gather's output must not give orders to the job that prints it.
 */
export function inert(text: string): string {
  return text.replace(/^(\s*)::/gm, '$1\\::').replaceAll('##[', '## [')
}
