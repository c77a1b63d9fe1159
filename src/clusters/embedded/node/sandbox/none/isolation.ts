import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deadline } from '../../../../../lib/deadline.js'
import { ExpectedError } from '../../../../../model/errors.js'
import { launchOf } from '../launch-of.js'
import type { Launched } from '../launch.js'
import { launch } from '../launch.js'
import { planProcess } from '../plan.js'
import { execScript } from '../set-up-script.js'
import type { ContainerSpec, Isolation, Mount, ProcessSpec, RunningContainer } from '../types.js'
import type { HostFiles, Laid } from './host-files.js'
import { createHostFiles, imageFiles } from './host-files.js'
import { killMarked } from './processes.js'
import { startWatchdog } from './watchdog.js'

const runMark = 'ISV_MUST_GATHER_RUN'
const containerMark = 'ISV_MUST_GATHER_CONTAINER'
/** How long a container waits for another one to leave a place. */
const waitMs = 300_000
const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Runs containers as plain processes on the host's own root: for root in a throw-away container, which is isolation enough. */
export function noIsolation(options: { uid: number; folder: string }): Isolation {
  refuseElsewhere(options.uid)
  const run = randomUUID()
  mkdirSync(options.folder, { recursive: true })
  const journal = { files: join(options.folder, 'laid-files'), folders: join(options.folder, 'laid-folders') }
  for (const path of Object.values(journal)) writeFileSync(path, '')
  const files = createHostFiles(journal)
  const watchdog = startWatchdog(`${runMark}=${run}`, journal)
  return {
    name: 'none',
    description: 'none: processes on the root of this machine, image files laid on it and removed again',
    shares: () => true,
    otherUsers: true,
    start: (spec, signal) => start(files, run, spec, signal),
    async close() {
      killMarked(`${runMark}=${run}`)
      files.clear()
      for (const path of Object.values(journal)) writeFileSync(path, '')
      await watchdog.stop()
    },
  }
}

/** Writing to the root of a machine that somebody uses is never right. */
function refuseElsewhere(uid: number): void {
  const markers = ['/.dockerenv', '/run/.containerenv', '/var/run/secrets/kubernetes.io/serviceaccount']
  const contained =
    markers.some((path) => existsSync(path)) || /docker|kubepods|containerd|lxc/.test(ownGroups())
  if (uid === 0 && contained) return
  throw new ExpectedError({
    code: 'embedded.isolation-none-refused',
    message: `--isolation=none writes to the root of this machine, and ${contained ? 'this is not root' : 'this is no container'}`,
    next: 'Run it as root inside a throw-away container, or leave --isolation away.',
    exitCode: 3,
  })
}

function ownGroups(): string {
  return readFileSync('/proc/1/cgroup', 'utf8')
}

async function start(
  files: HostFiles,
  run: string,
  spec: ContainerSpec,
  signal: AbortSignal,
): Promise<RunningContainer> {
  const id = randomUUID()
  const laid: Laid[] = []
  try {
    await layOut(files, spec, laid, signal)
    const account = spec.mounts.find(({ target }) => target === accountFolder)
    const config = account ? { KUBECONFIG: writeAccountConfig(spec, account) } : {}
    const marked = { ...config, ...spec.env, [runMark]: run, [containerMark]: id }
    const launched = await spawnIn(files, { ...spec, env: marked }, spec.directory, false, signal)
    return supervise(files, launched, `${containerMark}=${id}`, laid, (process, stdin, execSignal) =>
      spawnIn(files, { ...process, env: { ...process.env, ...marked } }, spec.directory, stdin, execSignal),
    )
  } catch (error) {
    for (const one of laid) files.lift(one)
    throw error
  }
}

/**
 * Puts the image's files and the volumes in place, once no other container has something else there: one after the
 * other they get what a root of their own would give them at once.
 */
async function layOut(
  files: HostFiles,
  spec: ContainerSpec,
  laid: Laid[],
  signal: AbortSignal,
): Promise<void> {
  const links = spec.mounts.map(({ target, source }): Laid => ({ target, source, how: 'link' }))
  const wanted = [...(spec.image === undefined ? [] : imageFiles(spec.image)), ...links]
  const limit = deadline(waitMs, signal)
  try {
    for (let taken; (taken = wanted.find((one) => !isSpare(one) && files.isTaken(one)));) {
      await files.lifted(limit.signal).catch((error: unknown) => {
        if (!limit.expired()) throw error
        throw new Error(`isolation none: ${taken?.target} is in use by another container`)
      })
    }
  } finally {
    limit.clear()
  }
  for (const one of wanted) {
    if (files.isTaken(one)) continue
    files.lay(one)
    laid.push(one)
  }
}

/** What a container can do without: its credentials, which it finds through KUBECONFIG, and its termination log. */
function isSpare({ target }: Laid): boolean {
  return target === accountFolder || target.startsWith('/dev/')
}

/** Two pods cannot both have their credentials at the usual place; clients find the right ones through KUBECONFIG. */
function writeAccountConfig(spec: ContainerSpec, { source }: Mount): string {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = spec.env
  const namespace = readFileSync(join(source, 'namespace'), 'utf8')
  const path = join(spec.directory, 'kubeconfig')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'pod',
        cluster: { server: `https://${host}:${port}`, 'certificate-authority': join(source, 'ca.crt') },
      },
    ],
    users: [{ name: 'pod', user: { tokenFile: join(source, 'token') } }],
    contexts: [{ name: 'pod', context: { cluster: 'pod', user: 'pod', namespace } }],
    'current-context': 'pod',
  }
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 })
  return path
}

function spawnIn(
  files: HostFiles,
  spec: ProcessSpec,
  directory: string,
  stdin: boolean,
  signal: AbortSignal,
): Promise<Launched> {
  files.makeFolder(spec.workdir)
  const argv = ['setpriv', '--pdeathsig', 'KILL', 'sh', '-c', execScript, 'sh', ...planProcess(spec)]
  return launch(launchOf(spec, argv, directory, stdin), signal)
}

type Spawn = (spec: ProcessSpec, stdin: boolean, signal: AbortSignal) => Promise<Launched>

/** The end of its first process is the end of a container: all others go with it, and its files. */
function supervise(
  files: HostFiles,
  launched: Launched,
  mark: string,
  laid: Laid[],
  spawn: Spawn,
): RunningContainer {
  // A process that is becoming another program shows no mark for a moment.
  const commands = new Set<Launched>()
  const exited = launched.exited.then((exit) => {
    for (const command of commands) command.kill('SIGKILL')
    killMarked(mark)
    for (const one of laid) files.lift(one)
    return exit
  })
  const exec: RunningContainer['exec'] = async (spec, { stdin }, signal) => {
    const command = await spawn(spec, stdin, signal)
    commands.add(command)
    void command.exited.then(() => commands.delete(command))
    return command
  }
  return { ...launched, exited, exec }
}
