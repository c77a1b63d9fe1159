import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HostLayout } from './host-layout.js'
import { readHostLayout } from './host-layout.js'
import type { Launch, Launched } from './launch.js'
import { launch, toolPath } from './launch.js'
import { planContainer, planProcess } from './plan.js'
import { execScript, startScript } from './set-up-script.js'
import type { ContainerSpec, Isolation, ProcessSpec, RunningContainer } from './types.js'

/** What a container's root may do in its own files; nothing of it reaches the host's. */
const capabilities = '-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid'

/** Runs each container in namespaces of its own, over the host's root. `uid` is that of this process. */
export function namespaceIsolation(uid: number): Isolation {
  const host = readHostLayout()
  const userNamespace = uid !== 0
  return {
    name: 'namespaces',
    description: userNamespace ? 'private namespaces of an ordinary user' : 'private namespaces',
    shares: (name) => host.folders.includes(name) || host.links.some((link) => link.name === name),
    otherUsers: !userNamespace,
    start: (spec, signal) => start(host, userNamespace, spec, signal),
    close: async () => {},
  }
}

async function start(
  host: HostLayout,
  userNamespace: boolean,
  spec: ContainerSpec,
  signal: AbortSignal,
): Promise<RunningContainer> {
  const base = join(spec.directory, 'root')
  mkdirSync(base, { recursive: true })
  const argv = [
    // Were this process killed, each of these would take the next one with it, and the last one all that it started.
    ...['setpriv', '--pdeathsig', 'KILL', 'unshare', ...(userNamespace ? ['-U', '-r'] : [])],
    ...['-m', '-p', '-i', '-u', '-f', '--kill-child=SIGKILL', '--propagation', 'private'],
    ...['sh', '-c', startScript, 'sh', ...planContainer(host, spec, base, { userNamespace })],
  ]
  const launched = await launch(launchOf(spec, argv, spec.directory, false), signal)
  return {
    ...launched,
    exec: (process, options, execSignal) =>
      enter(launched, userNamespace, spec, process, options, execSignal),
  }
}

async function enter(
  container: Launched,
  userNamespace: boolean,
  spec: ContainerSpec,
  process: ProcessSpec,
  options: { stdin: boolean },
  signal: AbortSignal,
): Promise<Launched> {
  const argv = [
    ...['nsenter', '-t', String(container.pid), ...(userNamespace ? ['-U', '--preserve-credentials'] : [])],
    ...['-m', '-p', '-i', '-u', 'sh', '-c', execScript, 'sh', ...planProcess(process)],
  ]
  return launch(
    launchOf(process, ['setpriv', '--pdeathsig', 'KILL', ...argv], spec.directory, options.stdin),
    signal,
  )
}

function launchOf(spec: ProcessSpec, argv: string[], directory: string, stdin: boolean): Launch {
  const assignments = Object.entries(spec.env).map(([name, value], index) => [
    `E${index}`,
    `${name}=${value}`,
  ])
  const env = {
    PATH: toolPath,
    CAPABILITIES: capabilities,
    CONTAINER_PATH: spec.env['PATH'] ?? toolPath,
    ENVIRONMENT_SIZE: String(assignments.length),
    ...(Object.fromEntries(assignments) as Record<string, string>),
  }
  return { argv, env, directory, stdin }
}
