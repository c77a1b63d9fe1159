import type { Command } from 'commander'
import { Option } from 'commander'
import type { Register } from './register.js'

interface SharedFlags {
  isv?: string
  isvs: string
  gather?: string
}

export interface RecordFlags extends SharedFlags {
  out?: string
  force: boolean
}

export interface DiffFlags extends SharedFlags {
  expected?: string
  output: 'text' | 'md' | 'json'
}

export const registerManifest: Register = (root, _entry, done) => {
  const manifest = root
    .command('manifest')
    .description('the list of files that a gather must leave: write it from a capture, see what moved')
  shared(manifest.command('record'))
    .description('write an expected-files.yaml from what a capture holds')
    .option('--out <file>', 'file to write; default: print it')
    .option('--force', 'replace a file that is there', false)
    .action(async (capture: string, flags: RecordFlags) =>
      done(await (await import('../commands/manifest-record.js')).manifestRecord(capture, flags)),
    )
  shared(manifest.command('diff'))
    .description('show what moved between the list and a capture; exit code 1 when something did')
    .option('--expected <file>', "the list; default: the ISV's")
    .addOption(
      new Option('--output <format>', 'what to print').choices(['text', 'md', 'json']).default('text'),
    )
    .action(async (capture: string, flags: DiffFlags) =>
      done(await (await import('../commands/manifest-diff.js')).manifestDiff(capture, flags)),
    )
}

const shared = (command: Command): Command =>
  command
    .argument('<capture>', 'a capture, what oc adm must-gather left, a folder, .tar or .tar.gz')
    .option('--isv <name>', 'whose it is: a name, or the path of an isv.yaml; default: what the capture says')
    .option('--isvs <dir>', 'folder of the ISVs', 'fixtures/isvs')
    .option('--gather <name>', 'which gather, where there are several')
