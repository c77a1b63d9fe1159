import { Option } from 'commander'
import type { Register } from './register.js'

export interface RedactFlags {
  out: string
  salt?: string
  output: 'text' | 'json'
}

export const registerRedact: Register = (root, _entry, done) => {
  root
    .command('redact')
    .description(
      'copy a folder, .tar or .tar.gz with a marker in place of each secret, and prove the copy clean',
    )
    .argument('<path>')
    .requiredOption('--out <path>', 'where the copy goes; an archive where it ends in .tar, .tar.gz or .tgz')
    .option('--salt <text>', 'key of the markers, to have the same ones in another copy; else a random one')
    .addOption(new Option('--output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action(async (path: string, flags: RedactFlags) =>
      done(await (await import('../commands/redact.js')).redact(path, flags)),
    )
}
