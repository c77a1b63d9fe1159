import { Option } from 'commander'
import type { Register } from './register.js'
import { collect } from './values.js'

export interface IndexFlags {
  package: string
  channel?: string
  bundle?: string
  bundleImage?: string
  authfile?: string
  insecureRegistry: string[]
  output: 'text' | 'json'
}

export const registerIndex: Register = (root, entry, done) => {
  root
    .command('index')
    .description("judge one package of an index image's catalog; 1 where OLM could not resolve it")
    .argument('<index>', 'a folder, an OCI layout, a .tar of an image, or a reference')
    .requiredOption('--package <name>', 'the package')
    .option('--channel <name>', 'a channel that the package must have')
    .option('--bundle <name>', 'a bundle that must be there, in that channel: the name of its CSV')
    .option('--bundle-image <ref>', 'the image that the bundle must come from')
    .option('--authfile <file>', 'docker config.json with the credentials of the registry')
    .option('--insecure-registry <host>', 'a registry that is asked over plain http', collect, [])
    .addOption(new Option('--output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action(async (index: string, flags: IndexFlags) =>
      done(await (await import('../commands/index-image.js')).indexCommand(index, flags, entry)),
    )
}
