import type { Document, Node, Pair, Scalar } from 'yaml'
import { LineCounter, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { ConfigProblem } from './problem.js'

export type DocumentPath = readonly (string | number)[]

export interface Found {
  path: DocumentPath
  message: string
  expected?: string | undefined
  nearest?: string | undefined
  /** Point at the key itself instead of its value. */
  atKey?: boolean
}

/** A YAML file that was read, its value, and where in the file each part of it stands. */
export interface ConfigDocument {
  file: string
  /** As plain data; `undefined` where the YAML itself is broken. */
  value: unknown
  /** What is wrong with the YAML itself. */
  problems: ConfigProblem[]
  /** A problem at a part of the value; where the part is missing, at what would hold it. */
  problem(found: Found): ConfigProblem
  /** The value as it was typed, for messages: `0.10` and not 0.1. */
  source(path: DocumentPath): string | undefined
}

/** More aliases than anybody writes by hand; they multiply, so that a small file may fill the memory. */
const maxAliases = 50

export function parseDocument(file: string, text: string): ConfigDocument {
  try {
    return parse(file, text)
  } catch (error) {
    // The parser goes down as deep as the text does.
    if (!(error instanceof RangeError)) throw error
    return failed(file, [{ file, line: 1, column: 1, path: '', message: 'the file is nested too deeply' }])
  }
}

function parse(file: string, text: string): ConfigDocument {
  const counter = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number, message: string, path = ''): ConfigProblem => {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path, message }
  }
  const [first, second] = 'empty' in documents ? [] : documents
  if (!first || first.contents === null) return failed(file, [at(0, 'the file is empty')])
  // The composer takes what it throws for an error of the file.
  if (first.errors.some(({ message }) => message.includes('call stack'))) throw new RangeError(file)
  const problems = [...first.errors, ...first.warnings].map(({ pos, message }) =>
    at(pos[0], oneLine(message)),
  )
  if (second) problems.push(at(second.range?.[0] ?? 0, 'the file holds several documents; one is allowed'))
  if (problems.length > 0) return failed(file, problems)
  try {
    return createDocument(file, first, first.toJS({ maxAliasCount: maxAliases }), at)
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return failed(file, [at(0, `more than ${maxAliases} aliases, or one that leads nowhere`)])
  }
}

function failed(file: string, problems: ConfigProblem[]): ConfigDocument {
  const problem = ({ path, message }: Found) => ({
    file,
    line: 1,
    column: 1,
    path: formatPath(path),
    message,
  })
  return { file, value: undefined, problems, problem, source: () => undefined }
}

function createDocument(
  file: string,
  document: Document.Parsed,
  value: unknown,
  at: (offset: number, message: string, path: string) => ConfigProblem,
): ConfigDocument {
  return {
    file,
    value,
    problems: [],
    problem({ path, message, expected, nearest, atKey }) {
      const node = locate(document, path, atKey === true)
      return {
        ...at(node?.range?.[0] ?? 0, message, formatPath(path)),
        ...(expected === undefined ? {} : { expected }),
        ...(nearest === undefined ? {} : { nearest }),
      }
    },
    source(path) {
      const node = document.getIn(path, true)
      return isScalar(node) ? (node as Scalar & { source?: string }).source : undefined
    },
  }
}

/** The node at the path, or its key; where it is not there, the nearest one above. */
function locate(document: Document.Parsed, path: DocumentPath, atKey: boolean): Node | null {
  let node: unknown = document.contents
  let key: unknown = document.contents
  for (const step of path) {
    const child = childOf(node, step)
    if (!child) return (key ?? node) as Node | null
    node = isPair(child) ? child.value : child
    key = isPair(child) ? child.key : child
  }
  return (atKey ? key : (node ?? key)) as Node | null
}

function childOf(node: unknown, step: string | number): Node | Pair | undefined {
  if (isSeq(node)) return node.items[Number(step)] as Node | undefined
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
}

/** `spec.samples[0].file` */
export function formatPath(path: DocumentPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('')
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim()
}
