import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { exec, type Connection } from '../kube/index.js'
import type { ImageProbe } from '../model/image-probe.js'
import { copyContainer } from './pod-manifest.js'

/** What a client of must-gather images needs in them: `oc adm must-gather` runs all of these. */
export const clientTools = ['bash', 'tar', 'sleep', 'df', 'awk', 'sed', 'sync'] as const

export interface ProbeOptions {
  connection: Connection
  namespace: string
  pod: string
  /** A running container of the image. Default `copy`. */
  container?: string
  /** The gather command; its first word is looked for. */
  command: readonly string[]
  scripts: readonly string[]
  tools?: readonly string[]
  signal: AbortSignal
}

/**
 * One line per argument: `x` executable, `f` there and not executable, `-` missing. A name without a slash is looked up
 * on PATH. Fixed text: what is looked for comes as arguments.
 */
const script = `
state() { if [ -f "$1" ] && [ -x "$1" ]; then echo x; elif [ -e "$1" ]; then echo f; else return 1; fi; }
for wanted in "$@"; do
  case "$wanted" in
  */*) state "$wanted" || echo - ;;
  *)
    best=-
    IFS=:
    for dir in $PATH; do
      found=$(state "\${dir:-.}/$wanted") || continue
      best=$found
      [ "$found" = x ] && break
    done
    unset IFS
    echo "$best" ;;
  esac
done
`

type State = 'x' | 'f' | '-'

/** Asks a running container what its image holds. Throws as `exec` does, where bash is missing too. */
export async function probeImage(options: ProbeOptions): Promise<ImageProbe> {
  const { command, scripts, tools = clientTools } = options
  const path = command[0] ?? ''
  const states = await lookUp(options, [path, ...tools, ...scripts])
  const [ofCommand = '-', ...rest] = states
  return {
    schemaVersion: 'image/v1',
    command: { path, ...existence(ofCommand) },
    tools: Object.fromEntries(tools.map((tool, i) => [tool, rest[i] === 'x'])),
    scripts: scripts.map((name, i) => ({ name, ...existence(rest[tools.length + i] ?? '-') })),
  }
}

async function lookUp(
  { connection, namespace, pod, container = copyContainer, signal }: ProbeOptions,
  wanted: readonly string[],
): Promise<State[]> {
  const stdout = new PassThrough()
  const output = text(stdout)
  const command = ['/bin/bash', '-c', script, 'probe', ...wanted]
  try {
    await exec(connection, { namespace, pod, container, command, stdout, signal })
  } finally {
    stdout.end()
  }
  return (await output).trim().split('\n') as State[]
}

function existence(state: State): { exists: boolean; executable: boolean } {
  return { exists: state !== '-', executable: state === 'x' }
}

/** What the statuses of a pod tell of its image where no container of it can be asked, since `/bin/bash` is missing. */
export function probeWithoutBash(command: readonly string[], notStarted: string | undefined): ImageProbe {
  const exists = notStarted === undefined || /permission denied/i.test(notStarted)
  return {
    schemaVersion: 'image/v1',
    command: { path: command[0] ?? '', exists, executable: notStarted === undefined },
    tools: { bash: false },
    scripts: [],
  }
}
