import { InvalidArgumentError, Option } from 'commander'
import { addKubeconfigFlags, type KubeconfigFlags } from './kubeconfig.js'
import { rfc3339 } from './run-values.js'
import type { Register } from './register.js'
import { duration } from './values.js'

export interface OlmFlags extends KubeconfigFlags {
  package?: string
  namespace?: string
  destDir?: string
  logs: boolean
  /** Milliseconds. */
  since?: number
  sinceTime?: string
  parallel?: number
  output: 'tree' | 'json' | 'summary'
  verbose: boolean
}

export const registerOlm: Register = (root, entry, done) => {
  const command = root
    .command('olm')
    .description('gather what OLM made of a Subscription, and say why an install does not go on')
    .option('--package <name>', 'only Subscriptions to this package; default: all')
    .option('-n, --namespace <name>', 'only Subscriptions in this namespace; default: in all')
    .option('--dest-dir <dir>', 'folder to write to; default with --output tree: olm.local.<random>')
    .option('--no-logs', "without the logs of the operators' pods")
    .addOption(
      new Option('--since <duration>', 'logs of the last so long, as in 2h')
        .argParser(duration)
        .conflicts('sinceTime'),
    )
    .option('--since-time <time>', 'logs since then, in RFC 3339', rfc3339)
    .option('--parallel <requests>', 'requests at a time; default 16', atLeastOne)
    .addOption(
      new Option(
        '--output <format>',
        'what to print: what was written, the result as JSON, or only why installs do not go on',
      )
        .choices(['tree', 'json', 'summary'])
        .default('tree'),
    )
    .option('--verbose', 'say each request', false)
    .addHelpText(
      'after',
      '\nExit code 3: there is no OLM, no such Subscription, or something could not be read; an install that does not go on is no failure of this command.',
    )
  addKubeconfigFlags(command).action(async (flags: OlmFlags) =>
    done(await (await import('../commands/olm.js')).olmCommand(entry, flags)),
  )
}

function atLeastOne(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a number: 1, 2, ...')
  return Number(text)
}
