import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HostLayout } from './host-layout.js'
import { readHostLayout } from './host-layout.js'
import { launchOf } from './launch-of.js'
import type { Launched } from './launch.js'
import { launch } from './launch.js'
import { planContainer, planProcess } from './plan.js'
import { execScript, startScript, superviseScript } from './set-up-script.js'
import type { ContainerSpec, Isolation, ProcessSpec, RunningContainer } from './types.js'

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
    ...['-m', '-p', '-i', '-u', '--propagation', 'private', 'sh', '-c', superviseScript, 'sh'],
    ...planContainer(host, spec, base, { userNamespace }),
  ]
  const plain = launchOf(spec, argv, spec.directory, false)
  const launched = await launch({ ...plain, env: { ...plain.env, SET_UP: startScript } }, signal)
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
