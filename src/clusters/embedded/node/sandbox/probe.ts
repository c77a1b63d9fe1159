import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ExpectedError } from '../../../../model/errors.js'
import { isolationRefused } from './isolation-refused.js'
import type { Isolation } from './types.js'

/** Runs one container that does nothing. Throws `embedded.isolation-refused` where this machine does not let us. */
export async function probeIsolation(
  isolation: Isolation,
  workDir: string,
  signal: AbortSignal,
): Promise<void> {
  const directory = await mkdtemp(join(workDir, 'probe-'))
  try {
    const container = await isolation.start(
      {
        id: 'probe',
        directory,
        hostname: 'probe',
        mounts: [],
        env: {},
        workdir: '/',
        command: ['/bin/sh', '-c', ':'],
      },
      signal,
    )
    const [said, exit] = await Promise.all([text(container.stderr), container.exited, text(container.stdout)])
    if (exit.code !== 0) throw new Error(said.trim() || `a container ended with exit code ${exit.code}`)
  } catch (error) {
    signal.throwIfAborted()
    throw refused(error)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const advice = {
  root: 'Give this container the right to mount (CAP_SYS_ADMIN, as `docker run --privileged` does), run with --isolation=none where it may be thrown away, or use --cluster=kind.',
  user: 'Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0), run as root, or use --cluster=kind.',
}

function refused(cause: unknown): ExpectedError {
  const { code, message, path } = cause as NodeJS.ErrnoException
  const missing = code === 'ENOENT'
  const why = missing ? `${path ?? 'a tool'} is missing` : (message.split('\n')[0] ?? message)
  const next = process.getuid?.() === 0 ? advice.root : advice.user
  return isolationRefused(
    why,
    missing ? 'Install util-linux and coreutils, or use --cluster=kind.' : next,
    cause,
  )
}
