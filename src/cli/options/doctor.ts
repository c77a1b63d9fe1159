import { Option } from 'commander'
import type { Register } from './register.js'
import { duration } from './values.js'

export interface DoctorOptions {
  sweep: boolean
  olderThan: number
  dryRun: boolean
  kubeconfig?: string
  context?: string
  run?: string
}

const twoHours = 2 * 3_600_000

export const registerDoctor: Register = (root, entry, done) => {
  root
    .command('doctor')
    .description('what this machine lacks, and what to do about it; with --sweep, what killed runs left')
    .option(
      '--sweep',
      'take away what killed runs left: kind clusters, and objects on the cluster of --kubeconfig',
      false,
    )
    .addOption(
      new Option('--older-than <duration>', 'only of runs that have made nothing since, as in 90m')
        .argParser(duration)
        .default(twoHours, '2h'),
    )
    .option('--dry-run', 'list it, and take nothing away', false)
    .option('--kubeconfig <file>', 'kubeconfig of a cluster to look on')
    .option('--context <name>', 'its context')
    .addOption(new Option('--run <id>', 'only what this run made there, however young').hideHelp())
    .addOption(new Option('--isolation <mode>').choices(['namespaces', 'none']).hideHelp())
    .action(async (options: DoctorOptions) => {
      if (options.sweep) done(await (await import('../commands/sweep.js')).sweep(entry, options))
      else done(await (await import('../commands/doctor.js')).doctor(entry))
    })
}
