import type { KubeObject } from '../model/kubernetes.js'

/** One thing that keeps a pod from being ready. */
export interface Trouble {
  text: string
  container?: string | undefined
  /** There is a log to read, of the run before this one where `previous`. */
  hasLog: boolean
  previous: boolean
}

interface ContainerState {
  waiting?: { reason?: string; message?: string }
  running?: object
  terminated?: { exitCode?: number; signal?: number; reason?: string; message?: string }
}

interface ContainerStatus {
  name: string
  ready?: boolean
  restartCount?: number
  state?: ContainerState
  lastState?: ContainerState
}

interface PodStatus {
  phase?: string
  reason?: string
  message?: string
  conditions?: { type: string; status: string; reason?: string; message?: string }[]
  initContainerStatuses?: ContainerStatus[]
  containerStatuses?: ContainerStatus[]
}

/** What is wrong with a pod, read from its status; empty for one that is ready or has succeeded. */
export function troublesOf(pod: KubeObject): Trouble[] {
  const status = (pod.status ?? {}) as PodStatus
  if (status.phase === 'Succeeded') return []
  const init = (status.initContainerStatuses ?? []).flatMap((row) => initTrouble(row))
  const main = (status.containerStatuses ?? []).flatMap((row) => containerTrouble(row))
  return [...podTrouble(status), ...init, ...main]
}

/** How a container that was started anew had ended; nothing for one that runs for the first time. */
export function lastEndOf(pod: KubeObject, container: string): Trouble | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = (pod.status ?? {}) as PodStatus
  const row = [...containerStatuses, ...initContainerStatuses].find(({ name }) => name === container)
  const last = row?.lastState?.terminated
  if (!row || !last) return undefined
  return {
    ...plain(`it ended before with exit code ${last.exitCode ?? '?'}${detail(last)}`, row),
    previous: true,
  }
}

function podTrouble(status: PodStatus): Trouble[] {
  const unscheduled = status.conditions?.find(
    ({ type, status: value }) => type === 'PodScheduled' && value === 'False',
  )
  if (unscheduled) return [plain(`not scheduled${detail(unscheduled)}`)]
  if (status.reason !== undefined) return [plain(`${status.phase ?? 'pod'}${detail(status)}`)]
  return status.phase === 'Pending' && !status.containerStatuses?.length
    ? [plain('Pending: no container has been started')]
    : []
}

function initTrouble(row: ContainerStatus): Trouble[] {
  // An init container that has not begun waits its turn, and one that has succeeded is done.
  if (row.ready || row.state?.terminated?.exitCode === 0 || row.state?.waiting?.reason === 'PodInitializing')
    return []
  return row.state?.running
    ? [plain(`init container ${row.name} is still running`, row)]
    : containerTrouble(row)
}

function containerTrouble(row: ContainerStatus): Trouble[] {
  const { waiting, terminated } = row.state ?? {}
  const last = row.lastState?.terminated
  const before = last ? `; it ended before with exit code ${last.exitCode ?? '?'}${detail(last)}` : ''
  if (waiting)
    return [
      {
        ...plain(`container ${row.name} waits${detail(waiting)}${before}`, row),
        hasLog: last !== undefined,
        previous: last !== undefined,
      },
    ]
  if (terminated && terminated.exitCode !== 0)
    return [
      plain(
        `container ${row.name} ended with exit code ${terminated.exitCode ?? '?'}${detail(terminated)}`,
        row,
      ),
    ]
  if (row.ready === false && !terminated)
    return [plain(`container ${row.name} runs, and is not ready${before}`, row)]
  return []
}

function plain(text: string, row?: ContainerStatus): Trouble {
  return { text, container: row?.name, hasLog: row !== undefined, previous: false }
}

function detail({ reason, message }: { reason?: string; message?: string }): string {
  return `${reason ? ` (${reason})` : ''}${message ? `: ${message}` : ''}`
}
