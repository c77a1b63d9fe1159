import { Option } from 'commander'
import type { Register } from './register.js'

export interface SecretsOptions {
  salt?: string
  rules: boolean
  output: 'text' | 'json' | 'sarif'
}

export const registerSecrets: Register = (root, entry, done) => {
  root
    .command('secrets')
    .description('search a folder, .tar or .tar.gz for secrets, and nothing else; 1 where there are some')
    .argument('[path]')
    .option('--salt <text>', 'key of the fingerprints, as in waivers.yaml')
    .option('--rules', 'list what is looked for', false)
    .addOption(
      new Option('--output <format>', 'what to print').choices(['text', 'json', 'sarif']).default('text'),
    )
    .action(async (path: string | undefined, options: SecretsOptions) =>
      done(await (await import('../commands/secrets.js')).secrets(entry, path, options)),
    )
}
