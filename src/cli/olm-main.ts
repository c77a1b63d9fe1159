/** `must-gather olm` alone, as one file: what images/olm-must-gather gathers with. */
import { readFileSync } from 'node:fs'
import { packageRoot } from '../lib/package-root.js'
import { registerOlm } from './options/olm.js'
import { runProgram } from './program.js'

const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {
  version: string
}
process.exitCode = await runProgram({ argv: process.argv.slice(2), env: process.env, version }, [registerOlm])
