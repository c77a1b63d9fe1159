import { Option } from 'commander'
import type { Register } from './register.js'
import { collect } from './values.js'

export interface BundleFlags {
  mustGatherImage?: string
  operatorImage?: string
  authfile?: string
  insecureRegistry: string[]
  output: 'text' | 'json'
}

export const registerBundle: Register = (root, entry, done) => {
  root
    .command('bundle')
    .description('judge an OLM bundle; 1 where OLM, or the gate of a catalog, would refuse it')
    .argument('<bundle>', 'a folder, an OCI layout, a .tar of an image, or a reference')
    .option('--must-gather-image <ref>', 'the must-gather image that it must name')
    .option('--operator-image <ref>', 'the image that its Deployment should run')
    .option('--authfile <file>', 'docker config.json with the credentials of the registry')
    .option('--insecure-registry <host>', 'a registry that is asked over plain http', collect, [])
    .addOption(new Option('--output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action(async (bundle: string, flags: BundleFlags) =>
      done(await (await import('../commands/bundle.js')).bundleCommand(bundle, flags, entry)),
    )
}
