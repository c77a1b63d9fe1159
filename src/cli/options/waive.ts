import { Option } from 'commander'
import type { Register } from './register.js'

export interface WaiveFlags {
  check: string
  fingerprint?: string
  reason: string
  expires: string
  waivers?: string
  isvs: string
  renew: boolean
  output: 'text' | 'json'
}

export const registerWaive: Register = (root, _entry, done) => {
  root
    .command('waive')
    .description("accept one finding for a time: writes the entry into the ISV's waivers.yaml")
    .argument('<report>', 'a report.json, or the folder of a run that has one')
    .requiredOption('--check <id>', 'the check that found it, such as MG-FIL-003')
    .option('--fingerprint <fingerprint>', 'the finding; not needed where the check has one alone')
    .requiredOption('--reason <text>', 'why it is accepted')
    .requiredOption('--expires <date>', 'last day on which it holds, such as 2027-01-31; a year away at most')
    .option('--waivers <file>', 'file to write to; default: the one that the isv.yaml of the report names')
    .option('--isvs <dir>', 'folder of the ISVs', 'fixtures/isvs')
    .option('--renew', 'an entry that is there already gets this reason and date', false)
    .addOption(new Option('--output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action(async (report: string, flags: WaiveFlags) =>
      done(await (await import('../commands/waive.js')).waiveCommand(report, flags)),
    )
}
