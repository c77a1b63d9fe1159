import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { LogFile } from '../log/log-file.js'
import { readLog } from '../log/read-log.js'
import type { Exit } from '../sandbox/types.js'
import type { Container, TerminatedState } from './types.js'

const maxMessageBytes = 4096
const maxLogBytes = 2048
const maxLogLines = 80

/** How a container ended, as its status says it. */
export async function terminatedState(
  container: Container,
  exit: Exit,
  ended: { startedAt: string; finishedAt: string; containerID: string; folder: string; log: LogFile },
): Promise<TerminatedState> {
  const message = await lastWords(container, exit, ended)
  return {
    exitCode: exit.code,
    reason: exit.code === 0 ? 'Completed' : 'Error',
    ...(message === '' ? {} : { message }),
    startedAt: ended.startedAt,
    finishedAt: ended.finishedAt,
    containerID: ended.containerID,
  }
}

/** What it wrote to its termination log; else, where the pod wants that of a failure, the end of its log. */
async function lastWords(
  container: Container,
  exit: Exit,
  ended: { folder: string; log: LogFile },
): Promise<string> {
  const written = readFileSync(join(ended.folder, 'termination-log'))
    .subarray(0, maxMessageBytes)
    .toString('utf8')
  if (written !== '' || exit.code === 0 || container.terminationMessagePolicy !== 'FallbackToLogsOnError')
    return written
  const end = await buffer(readLog(ended.log, { tailLines: maxLogLines }, AbortSignal.timeout(5000)))
  return end.subarray(-maxLogBytes).toString('utf8')
}
