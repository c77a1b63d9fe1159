import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { exec, podLog, type Connection } from '../../kube/index.js'
import { until } from '../../lib/deadline.js'
import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { Canary } from '../../model/canaries.js'
import { nameOf } from './places.js'

/** Prints the line that it is told, and stays. The value is in no manifest, where it would be another leak. */
const printLine = [
  'trap "exit 0" TERM',
  'mkfifo -m 600 "/tmp/$0" && IFS= read -r line <"/tmp/$0"; rm -f "/tmp/$0"',
  'printf "%s\\n" "$line"',
  'sleep infinity & wait "$!"',
].join('\n')

/** On standard input, as arguments can be seen; one line, since its end is nothing that every server passes on. */
const tellLine = [
  'IFS= read -r line',
  'for ((n = 0; n < 100; n++)); do',
  '  [[ -p /tmp/$0 ]] && { printf "%s\\n" "$line" >"/tmp/$0"; exit; }',
  '  sleep 0.1',
  'done',
  'exit 1',
].join('\n')

/** Of the pod with this name. */
export const printCommand = (name: string) => ['/bin/bash', '-c', printLine, name]

/** Has a running pod print a canary, and waits until the log has it. Throws `run.canary-not-printed`. */
export async function printToLog(connection: Connection, canary: Canary, signal: AbortSignal): Promise<void> {
  const { namespace, value } = canary
  const pod = nameOf(canary)
  const line = `login of app with password=${value} accepted\n`
  const command = ['/bin/bash', '-c', tellLine, pod]
  const { exitCode } = await exec(connection, {
    ...{ namespace, pod, command, signal },
    stdin: Readable.from([Buffer.from(line)]),
  })
  if (exitCode !== 0) throw notPrinted(pod, exitCode)
  await until(async () => {
    const log = await text(await podLog(connection, { namespace, pod, signal }))
    return log.includes(value) || undefined
  }, signal)
}

const notPrinted = (pod: string, exitCode: number) =>
  new ExpectedError({
    code: 'run.canary-not-printed',
    message: `pod ${pod} could not be told what to print (exit code ${exitCode})`,
    next: 'Give the must-gather image bash and coreutils, or switch it off: contract.canaries.log in isv.yaml.',
    exitCode: exitCodes.environment,
  })
