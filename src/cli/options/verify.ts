import { Option } from 'commander'
import type { Register } from './register.js'

export interface VerifyOptions {
  isv?: string
  isvs: string
  profile?: string
  canaryKey?: string
  output: 'text' | 'json' | 'junit' | 'html' | 'md'
}

export const registerVerify: Register = (root, entry, done) => {
  root
    .command('verify')
    .description('judge what is on disk: a capture, what oc adm must-gather left, a folder, .tar or .tar.gz')
    .argument('<path>')
    .option('--isv <name>', 'configuration to judge by; without it, checks that need one are skipped')
    .option('--isvs <dir>', 'folder of the ISVs', 'fixtures/isvs')
    .option('--profile <name>', 'profile to judge by')
    .option(
      '--canary-key <file>',
      'key of the values that were planted before the gather (default: canary.key in the folder of the run)',
    )
    .addOption(
      new Option('--output <format>', 'what to print')
        .choices(['text', 'json', 'junit', 'html', 'md'])
        .default('text'),
    )
    .action(async (path: string, options: VerifyOptions) =>
      done(await (await import('../commands/verify.js')).verify(entry, path, options)),
    )
}
