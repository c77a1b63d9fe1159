/** One instruction of a Dockerfile, with continued lines joined. */
export interface Instruction {
  /** Upper case: `COPY`. */
  name: string
  /** All behind the name and its flags. */
  text: string
  /** `--from=build` as `from: 'build'`. */
  flags: Record<string, string>
  /** 1-based line of its first word. */
  line: number
  /** Whether a heredoc follows it; its body is not part of `text`. */
  heredoc: boolean
}

/** Splits a Dockerfile into instructions: comments, continuations, heredocs and the `escape` directive. */
export function readInstructions(source: string): Instruction[] {
  const lines = source.replace(/^\uFEFF/, '').split(/\r?\n/)
  const escape = escapeCharacter(lines)
  const instructions: Instruction[] = []
  for (let index = 0; index < lines.length;) {
    const start = index
    const { text, next } = joinContinued(lines, index, escape)
    index = next
    if (text.trim() === '') continue
    const instruction = parseInstruction(text.trim(), start + 1)
    instructions.push(instruction)
    index = skipHeredocs(lines, index, instruction)
  }
  return instructions
}

function escapeCharacter(lines: string[]): string {
  for (const line of lines) {
    const directive = /^#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(line)
    if (!directive) break
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] ?? '\\'
  }
  return '\\'
}

function joinContinued(lines: string[], start: number, escape: string): { text: string; next: number } {
  let text = ''
  let index = start
  for (; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (/^\s*#/.test(line)) {
      if (text === '') return { text: '', next: index + 1 }
      continue
    }
    if (text !== '' && line.trim() === '') continue
    if (!line.trimEnd().endsWith(escape)) return { text: text + line, next: index + 1 }
    text += line.trimEnd().slice(0, -1)
  }
  return { text, next: index }
}

function parseInstruction(text: string, line: number): Instruction {
  const [, name = '', body = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? []
  const flags: Record<string, string> = {}
  let rest = body
  for (let flag; (flag = /^--([\w-]+)(?:=(\S*))?\s*/.exec(rest)); rest = rest.slice(flag[0].length)) {
    flags[flag[1] ?? ''] = flag[2] ?? 'true'
  }
  return { name: name.toUpperCase(), text: rest.trim(), flags, line, heredoc: false }
}

function skipHeredocs(lines: string[], start: number, instruction: Instruction): number {
  if (!['RUN', 'COPY', 'ADD'].includes(instruction.name)) return start
  let index = start
  for (const [, dash, , word] of instruction.text.matchAll(/(?<![\w<])<<(-?)(["']?)(\w+)\2/g)) {
    instruction.heredoc = true
    const ends = (line: string) => (dash ? line.replace(/^\t+/, '') : line) === word
    while (index < lines.length && !ends(lines[index] ?? '')) index++
    index++
  }
  return index
}
