import { basename, posix, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Connection } from '../../kube/connection.js'
import { exec } from '../../kube/exec.js'
import { getObject } from '../../kube/objects.js'
import { wellKnown } from '../../kube/resource.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { blameNamespace } from '../fetch.js'
import { chooseContainer } from '../pod-target.js'
import { refuseCompleted } from './exec.js'

/** One side of a copy: a path here, or in a pod. */
export interface CopyPlace {
  path: string
  pod?: string | undefined
  namespace?: string | undefined
}

/** `cp SRC DEST`, of which one is `[NAMESPACE/]POD:PATH`. */
export const cp: Command = {
  flags: [shared.container, booleanFlag('no-preserve'), stringFlag('retries')],
  async run(context) {
    const [source, target] = readPlaces(context, 'cp')
    if (source.pod !== undefined) await copyFromPod(context, source, target.path, { intoExisting: false })
    else await copyToPod(context, source.path, target, { contentsOnly: false })
    return 0
  },
}

/** `oc rsync SRC DEST`: the plain copy of a folder; a slash at the source's end means its contents. */
export const rsync: Command = {
  flags: [
    shared.container,
    stringFlag('strategy'),
    booleanFlag('progress'),
    booleanFlag('no-perms'),
    booleanFlag('quiet', 'q'),
    booleanFlag('compress'),
    booleanFlag('delete'),
    booleanFlag('watch', 'w'),
    { name: 'include', type: 'list' },
    { name: 'exclude', type: 'list' },
  ],
  async run(context) {
    for (const flag of ['delete', 'watch', 'include', 'exclude']) {
      if (context.flags.has(flag))
        throw new KubectlError(`rsync --${flag} is not supported by this small client; install a real oc`)
    }
    const [source, target] = readPlaces(context, 'rsync')
    const contentsOnly = source.path.endsWith('/')
    if (source.pod !== undefined)
      await copyFromPod(context, source, target.path, { intoExisting: !contentsOnly })
    else await copyToPod(context, source.path, target, { contentsOnly })
    return 0
  },
}

function readPlaces({ args }: Context, command: string): [CopyPlace, CopyPlace] {
  const [from, to] = args
  if (from === undefined || to === undefined || args.length > 2)
    throw new KubectlError('source and destination are required')
  const [source, target] = [readPlace(from), readPlace(to)]
  if ((source.pod === undefined) === (target.pod === undefined))
    throw new KubectlError(`${command}: one of source and destination must be a path in a pod (POD:PATH)`)
  if (source.path === '' || target.path === '') throw new KubectlError('filepath can not be empty')
  return [source, target]
}

function readPlace(text: string): CopyPlace {
  const colon = text.indexOf(':')
  // `./a:b` is a file here.
  if (colon <= 0 || /^[./]/.test(text)) return { path: text }
  const [first = '', second] = text.slice(0, colon).split('/')
  return second === undefined
    ? { pod: first, path: text.slice(colon + 1) }
    : { namespace: first, pod: second, path: text.slice(colon + 1) }
}

interface Remote {
  connection: Connection
  namespace: string
  pod: string
  container: string
}

async function remoteOf(context: Context, place: CopyPlace): Promise<Remote> {
  const connection = await context.connect()
  const namespace = place.namespace ?? (await context.namespace())
  const name = place.pod ?? ''
  const pod = await getObject(connection, wellKnown.pods, { namespace, name }, context.signal).catch(
    async (error: unknown) => {
      throw await blameNamespace(connection, error, wellKnown.pods, { namespace, signal: context.signal })
    },
  )
  refuseCompleted(pod)
  return {
    connection,
    namespace,
    pod: name,
    container: chooseContainer(context, pod, context.flags.string('container')),
  }
}

async function copyFromPod(
  context: Context,
  source: CopyPlace,
  targetPath: string,
  options: { intoExisting: boolean },
): Promise<void> {
  const { connection, ...place } = await remoteOf(context, source)
  const { unpack } = await import('../copy/unpack.js')
  const stream = new PassThrough()
  const unpacked = unpack(stream, {
    prefix: source.path,
    target: targetPath,
    ...options,
    warn: (text) => context.err(`warning: ${text}\n`),
  })
  // The other side is told at once when one fails, so that neither hangs.
  unpacked.catch((error: unknown) => stream.destroy(error as Error))
  const { exitCode } = await exec(connection, {
    ...place,
    command: ['tar', 'cf', '-', source.path],
    stdout: stream,
    stderr: context.stderr,
    signal: context.signal,
  }).catch((error: unknown) => {
    stream.destroy()
    throw error
  })
  stream.end()
  await unpacked
  if (exitCode !== 0) throw new KubectlError(`command terminated with exit code ${exitCode}`, { exitCode })
}

async function copyToPod(
  context: Context,
  path: string,
  target: CopyPlace,
  { contentsOnly }: { contentsOnly: boolean },
): Promise<void> {
  const { connection, ...place } = await remoteOf(context, target)
  const { packPath } = await import('../copy/pack.js')
  const isFolder =
    (await exec(connection, { ...place, command: ['test', '-d', target.path], signal: context.signal }))
      .exitCode === 0
  const whole = contentsOnly
    ? target.path
    : isFolder
      ? posix.join(target.path, basename(resolve(path)))
      : target.path.replace(/\/+$/, '')
  const { exitCode } = await exec(connection, {
    ...place,
    command: ['tar', '-xmf', '-', '-C', contentsOnly ? whole : posix.dirname(whole)],
    stdin: packPath(path, contentsOnly ? '.' : posix.basename(whole), context.signal),
    stdout: context.stdout,
    stderr: context.stderr,
    signal: context.signal,
  })
  if (exitCode !== 0) throw new KubectlError(`command terminated with exit code ${exitCode}`, { exitCode })
}
