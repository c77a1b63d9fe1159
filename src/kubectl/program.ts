import { commands, groups } from './commands/index.js'
import { globalFlags, type Command, type Context } from './context.js'
import { explain, KubectlError } from './errors.js'
import { parseFlags } from './flags.js'

/** Everything that a call is given from outside. */
export type Environment = Omit<
  Context,
  'args' | 'rest' | 'flags' | 'connect' | 'namespace' | 'kubeconfig'
> & {
  open(parsed: ReturnType<typeof parseFlags>): Pick<Context, 'connect' | 'namespace' | 'kubeconfig'>
}

/** Runs one call of the client and resolves with its exit code; what goes wrong is told as kubectl tells it. */
export async function run(argv: readonly string[], environment: Environment): Promise<number> {
  const { words, rest } = splitCommand(argv)
  try {
    if (words.length === 0) throw unsupported(environment.program, argv.join(' '))
    const load = words.length === 0 ? undefined : commands[words.join(' ')]
    if (!load) throw unsupported(environment.program, words.join(' '))
    const command = await load()
    const parsed = parse(rest, command)
    if (parsed.flags.boolean('help')) throw unsupported(environment.program, `${words.join(' ')} --help`)
    return await command.run({ ...environment, ...parsed, ...environment.open(parsed) })
  } catch (error) {
    const told = explain(error)
    if (!told) throw error
    environment.err(`${told.text}\n`)
    if (error instanceof KubectlError && /^unknown (?:shorthand )?flag/.test(error.message)) {
      environment.err(`See '${environment.program} ${words.join(' ')} --help' for usage.\n`)
    }
    return told.exitCode
  }
}

function parse(argv: readonly string[], command: Command) {
  const own = new Set(command.flags.map(({ name }) => name))
  const ownShort = new Set(command.flags.flatMap(({ short }) => (short === undefined ? [] : [short])))
  // A command's own short flag wins over a global one.
  const globals = globalFlags
    .filter(({ name }) => !own.has(name))
    .map(({ short, ...flag }) => (short === undefined || ownShort.has(short) ? flag : { ...flag, short }))
  const specs = [...command.flags, ...globals]
  return parseFlags(argv, specs, command.stopAfter === undefined ? {} : { stopAfter: command.stopAfter })
}

/** Finds the command's words among global flags that may stand before them, and gives the rest. */
function splitCommand(argv: readonly string[]): { words: string[]; rest: string[] } {
  const words: string[] = []
  const rest: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? ''
    if (token === '--') return { words, rest: [...rest, ...argv.slice(at)] }
    if (!token.startsWith('-')) {
      words.push(token)
      const isGroup = words.length === 1 && groups.has(token)
      if (!isGroup) return { words, rest: [...rest, ...argv.slice(at + 1)] }
      continue
    }
    rest.push(token)
    const takesValue = globalFlags.some(
      (flag) => flag.type !== 'boolean' && (token === `--${flag.name}` || token === `-${flag.short ?? ''}`),
    )
    const value = argv[at + 1]
    if (takesValue && value !== undefined) {
      rest.push(value)
      at++
    }
  }
  return { words, rest }
}

function unsupported(program: string, what: string): KubectlError {
  return new KubectlError(
    `this small client does not know "${program}${what === '' ? '' : ` ${what}`}"; install a real one: kubectl (https://kubernetes.io/docs/tasks/tools/) or oc (https://mirror.openshift.com/pub/openshift-v4/clients/ocp/)`,
  )
}
