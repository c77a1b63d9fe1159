/** A program that gathers, for tests that interrupt or kill it: the image, the folder, the run and the script are its arguments. */
import { folderOutput, runGather } from '../../../src/gather/index.js'
import { watchInterrupts } from '../../../src/cli/interrupts.js'
import { connect } from '../../../src/kube/index.js'

const [kubeconfig = '', image = '', folder = '', runId = '', script = ''] = process.argv.slice(2)
const say = (message: string) => void process.stdout.write(`${message}\n`)
const interrupts = watchInterrupts(say)
const connection = await connect({ kubeconfig })
const { record, left } = await runGather({
  connection,
  runId,
  name: 'default',
  image,
  command: ['/bin/bash', '-c', script],
  sourceDir: '/must-gather',
  environment: 'oc',
  access: 'cluster-admin',
  operatorNamespace: 'default',
  output: folderOutput(folder),
  signal: interrupts.signal,
  forceSignal: interrupts.force,
  logger: { debug: () => {}, info: say, warn: say, error: say },
  onProgress: ({ phase, logLine, bytes = 0 }) => say(`${phase} ${logLine ?? ''} ${bytes}`),
})
connection.close()
interrupts.stop()
say(`RESULT ${JSON.stringify({ record, left })}`)
