import { Writable } from 'node:stream'
import { exec } from '../kube/index.js'
import { firstWords } from '../lib/whole-words.js'
import type { StatusRecord } from '../model/capture-record.js'
import { copyContainer } from './pod-manifest.js'
import type { Session } from './session.js'

const readMs = 15_000
const mostBytes = 1024 * 1024
const mostCollectors = 500
/** As the upstream enhancement has it. */
const mostMessages = 10
const mostCharacters = 500

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the gather says of itself in status.json; `undefined` where it has none, or none that can be read. */
export async function readStatusReport(
  { options, namespace, pod }: Pick<Session, 'options' | 'namespace' | 'pod'>,
  signal: AbortSignal,
): Promise<StatusRecord | undefined> {
  const stdout = new BoundedText(mostBytes)
  const file = `${options.sourceDir.replace(/\/+$/, '')}/status.json`
  const place = { namespace, pod, container: copyContainer }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(readMs)])
  const command = ['head', '-c', String(mostBytes), file]
  try {
    const { exitCode } = await exec(options.connection, { ...place, command, stdout, signal: limit })
    return exitCode === 0 ? parseStatusReport(stdout.text()) : undefined
  } catch {
    return undefined
  }
}

/** Reads what is there and leaves out what is not as it should be. */
export function parseStatusReport(text: string): StatusRecord | undefined {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(document)) return undefined
  const { overallStatus, mustGatherVersion, interrupted, collectors } = document
  return {
    ...(typeof overallStatus === 'string' && { overall: short(overallStatus) }),
    ...(typeof mustGatherVersion === 'string' && { version: short(mustGatherVersion) }),
    ...(typeof interrupted === 'boolean' && { interrupted }),
    collectors: asList(collectors).slice(0, mostCollectors).map(collectorOf),
  }
}

function collectorOf({ name, status, exitCode, messages }: Json): StatusRecord['collectors'][number] {
  const said = asList(messages).flatMap(({ message }) =>
    typeof message === 'string' ? [short(message)] : [],
  )
  return {
    name: typeof name === 'string' ? short(name) : '',
    status: typeof status === 'string' ? short(status) : '',
    ...(Number.isInteger(exitCode) && { exitCode: exitCode as number }),
    ...(said.length > 0 && { messages: said.slice(0, mostMessages) }),
  }
}

const asList = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const short = (text: string) => firstWords(text, mostCharacters)

/** Keeps the start of what it is given. */
class BoundedText extends Writable {
  readonly #chunks: Buffer[] = []
  #room: number

  constructor(bytes: number) {
    super()
    this.#room = bytes
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const kept = chunk.subarray(0, this.#room)
    this.#room -= kept.length
    this.#chunks.push(Buffer.from(kept))
    done()
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}
