import { Option } from 'commander'
import type { Register } from './register.js'

export const registerDoctor: Register = (root, entry, done) => {
  root
    .command('doctor')
    .description('what this machine lacks, and what to do about it')
    .addOption(new Option('--isolation <mode>').choices(['namespaces', 'none']).hideHelp())
    .action(async () => done(await (await import('../commands/doctor.js')).doctor(entry)))
}
