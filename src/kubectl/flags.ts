import { KubectlError } from './errors.js'

export interface FlagSpec {
  name: string
  short?: string
  type: 'string' | 'boolean' | 'list'
  /** What the flag means without a value (`--dry-run`); then its value must follow a `=`. */
  bare?: string
}

export interface Parsed {
  /** What is no flag, before `--`. */
  args: string[]
  /** What stands after `--`; absent without one. */
  rest: string[] | undefined
  flags: Flags
}

/** The flags of one call. */
export class Flags {
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values
  }

  /** The last value given. */
  string(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)
  }

  boolean(name: string): boolean {
    const text = this.string(name)
    if (text === undefined) return false
    if (/^(?:true|t|1)$/i.test(text)) return true
    if (/^(?:false|f|0)$/i.test(text)) return false
    throw new KubectlError(
      `invalid argument "${text}" for "--${name}" flag: strconv.ParseBool: parsing "${text}": invalid syntax`,
    )
  }

  /** Every value given, in order. */
  list(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  integer(name: string): number | undefined {
    const text = this.string(name)
    if (text === undefined) return undefined
    if (/^-?\d+$/.test(text)) return Number(text)
    throw new KubectlError(
      `invalid argument "${text}" for "--${name}" flag: strconv.ParseInt: parsing "${text}": invalid syntax`,
    )
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }
}

export interface ParseOptions {
  /** Everything after this many arguments belongs to another program (`rsh POD CMD -x`). */
  stopAfter?: number
}

/** Reads arguments as kubectl does: flags anywhere, `--a=b`, `--a b`, `-ab`, `-a b`, `-a=b`, bundled short ones, `--`. */
export function parseFlags(
  argv: readonly string[],
  specs: readonly FlagSpec[],
  options: ParseOptions = {},
): Parsed {
  const values = new Map<string, string[]>()
  const set = (spec: FlagSpec, value: string) =>
    values.set(spec.name, [...(values.get(spec.name) ?? []), value])
  const args: string[] = []
  const queue = [...argv]
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    if (token === '--') return { args, rest: queue, flags: new Flags(values) }
    if (token.startsWith('--')) readLong(token, queue, specs, set)
    else if (token.startsWith('-') && token.length > 1) readShort(token, queue, specs, set)
    else args.push(token)
    if (options.stopAfter !== undefined && args.length >= options.stopAfter)
      return { args, rest: dropDashes(queue), flags: new Flags(values) }
  }
  return { args, rest: undefined, flags: new Flags(values) }
}

type Set = (spec: FlagSpec, value: string) => void

function readLong(token: string, queue: string[], specs: readonly FlagSpec[], set: Set): void {
  const equals = token.indexOf('=')
  const name = equals < 0 ? token.slice(2) : token.slice(2, equals)
  const spec = specs.find((row) => row.name === name)
  if (!spec) throw new KubectlError(`unknown flag: --${name}`)
  if (equals >= 0) return void set(spec, token.slice(equals + 1))
  if (spec.type === 'boolean') return void set(spec, 'true')
  if (spec.bare !== undefined) return void set(spec, spec.bare)
  const value = queue.shift()
  if (value === undefined) throw new KubectlError(`flag needs an argument: --${name}`)
  set(spec, value)
}

function readShort(token: string, queue: string[], specs: readonly FlagSpec[], set: Set): void {
  let letters = token.slice(1)
  while (letters !== '') {
    const letter = letters.slice(0, 1)
    const after = letters.slice(1)
    const spec = specs.find((row) => row.short === letter)
    if (!spec) throw new KubectlError(`unknown shorthand flag: '${letter}' in ${token}`)
    if (after.startsWith('=')) return void set(spec, after.slice(1))
    if (spec.type === 'boolean') set(spec, 'true')
    else {
      const value = after === '' ? queue.shift() : after
      if (value === undefined) throw new KubectlError(`flag needs an argument: '${letter}' in ${token}`)
      return void set(spec, value)
    }
    letters = after
  }
}

function dropDashes(queue: string[]): string[] {
  return queue[0] === '--' ? queue.slice(1) : queue
}
