import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ExpectedError } from '../../../../model/errors.js'
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

function refused(cause: unknown): ExpectedError {
  const { code, message, path } = cause as NodeJS.ErrnoException
  const why = code === 'ENOENT' ? `${path ?? 'a tool'} is missing (package util-linux)` : firstLine(message)
  return new ExpectedError({
    code: 'embedded.isolation-refused',
    message: `this machine does not let the embedded cluster isolate containers: ${why}`,
    next:
      'Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0), ' +
      'run with --isolation=none as root inside a throw-away container, or use --cluster=kind.',
    exitCode: 3,
    cause,
  })
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message
}
