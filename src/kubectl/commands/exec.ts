import type { Connection } from '../../kube/connection.js'
import { exec as execInPod } from '../../kube/exec.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { readFiles } from '../files.js'
import { chooseContainer, findPods } from '../pod-target.js'

const flags = [
  shared.container,
  shared.filename,
  shared.podRunningTimeout,
  booleanFlag('stdin', 'i'),
  booleanFlag('tty', 't'),
  booleanFlag('quiet', 'q'),
]

/** Runs a program in a container. */
export const exec: Command = {
  flags,
  async run(context) {
    const [named] = context.args
    const target = named ?? (context.flags.has('filename') ? await targetFromFile(context) : undefined)
    if (target === undefined) throw new KubectlError('pod, type/name or --filename must be specified')
    if (context.rest === undefined && context.args.length > 1) {
      throw new KubectlError(
        'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
      )
    }
    if (!context.rest?.length)
      throw new KubectlError('you must specify at least one command for the container')
    return runIn(context, target, context.rest, context.flags.boolean('stdin'))
  },
}

/** `oc rsh POD CMD...`: exec with stdin, but no terminal. */
export const rsh: Command = {
  flags: [
    shared.container,
    stringFlag('shell'),
    booleanFlag('no-tty', 'T'),
    booleanFlag('tty', 't'),
    shared.timeout,
  ],
  stopAfter: 1,
  async run(context) {
    const [target] = context.args
    if (target === undefined) throw new KubectlError('rsh requires a single Pod to connect to')
    const command = context.rest?.length ? context.rest : [context.flags.string('shell') ?? '/bin/sh']
    return runIn(context, target, command, true)
  },
}

async function targetFromFile(context: Context): Promise<string> {
  const [file] = await readFiles(context)
  return `${(file?.object.kind ?? '').toLowerCase()}/${file?.object.metadata.name ?? ''}`
}

async function runIn(
  context: Context,
  target: string,
  command: readonly string[],
  withStdin: boolean,
): Promise<number> {
  const connection = await context.connect()
  const [pod] = await findPods(context, connection, target)
  if (!pod) throw new KubectlError(`no pod found for ${target}`)
  refuseTerminal(context)
  refuseCompleted(pod)
  return execIn(context, connection, pod, command, withStdin)
}

async function execIn(
  context: Context,
  connection: Connection,
  pod: KubeObject,
  command: readonly string[],
  withStdin: boolean,
): Promise<number> {
  const { exitCode } = await execInPod(connection, {
    namespace: pod.metadata.namespace ?? (await context.namespace()),
    pod: pod.metadata.name,
    container: chooseContainer(
      context,
      pod,
      context.flags.string('container'),
      context.flags.boolean('quiet'),
    ),
    command,
    stdin: withStdin ? context.stdin() : undefined,
    stdout: context.stdout,
    stderr: context.stderr,
    signal: context.signal,
  })
  if (exitCode !== 0) context.err(`command terminated with exit code ${exitCode}\n`)
  return exitCode
}

function refuseTerminal(context: Context): void {
  if (!context.flags.boolean('tty')) return
  if ((context.stdin() as { isTTY?: boolean }).isTTY)
    throw new KubectlError(
      'this small client opens no terminals; leave -t out, or install a real kubectl or oc',
    )
  context.err('Unable to use a TTY - input is not a terminal or the right kind of file\n')
}

export function refuseCompleted(pod: KubeObject): void {
  const phase = (pod.status as { phase?: string } | undefined)?.phase ?? ''
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new KubectlError(`cannot exec into a container in a completed pod; current phase is ${phase}`)
  }
}
