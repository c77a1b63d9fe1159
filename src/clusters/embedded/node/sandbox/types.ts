import type { Readable, Writable } from 'node:stream'

/** A folder or file of the host that a container sees at `target`. */
export interface Mount {
  source: string
  target: string
  readOnly: boolean
}

export interface Identity {
  uid: number
  gid: number
}

/** What a process in a container needs to run. */
export interface ProcessSpec {
  command: string[]
  /** The whole environment; nothing of ours is added. */
  env: Record<string, string>
  workdir: string
  /** Root where absent. */
  user?: Identity | undefined
}

export interface ContainerSpec extends ProcessSpec {
  /** Unique in the cluster; names what is made on the host. */
  id: string
  /** A folder for the container's own use, which the caller removes. */
  directory: string
  hostname: string
  /** The folder that holds the image's files, laid out as the container sees them. */
  image?: string | undefined
  mounts: Mount[]
}

/** How a process ended: its exit code, 128 + n for signal n as a container runtime counts. */
export interface Exit {
  code: number
}

export interface RunningProcess {
  readonly stdin: Writable | undefined
  readonly stdout: Readable
  readonly stderr: Readable
  /** Settles when the process has ended; its output may still have to be read. */
  readonly exited: Promise<Exit>
  kill(signal: NodeJS.Signals): void
}

export interface RunningContainer extends RunningProcess {
  /** Runs another process in it. Throws `CommandError` where the command cannot be run. */
  exec(spec: ProcessSpec, options: { stdin: boolean }, signal: AbortSignal): Promise<RunningProcess>
}

/** A way to keep containers apart. */
export interface Isolation {
  readonly name: 'namespaces' | 'none'
  /** One sentence for the report. */
  readonly description: string
  /** Whether containers see the host's top-level folder of that name. */
  shares: (topLevelName: string) => boolean
  /** Whether processes can run as another user than root. */
  readonly otherUsers: boolean
  /** Starts a container. Throws `CommandError` where its command cannot be run, an `Error` where the root cannot be made. */
  start(spec: ContainerSpec, signal: AbortSignal): Promise<RunningContainer>
  /** Takes back what `start` laid on the host; the containers have ended before. */
  close(): Promise<void>
}

/** The command of a container does not exist or cannot be executed. */
export class CommandError extends Error {
  constructor(
    readonly command: string,
    readonly reason: 'missing' | 'refused',
  ) {
    super(
      reason === 'refused'
        ? `exec: "${command}": permission denied`
        : command.includes('/')
          ? `exec: "${command}": stat ${command}: no such file or directory`
          : `exec: "${command}": executable file not found in $PATH`,
    )
    this.name = 'CommandError'
  }
}
