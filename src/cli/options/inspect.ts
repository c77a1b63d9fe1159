import { InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../../lib/duration.js'
import { parseQuantity } from '../../lib/quantity.js'
import { addKubeconfigFlags, type KubeconfigFlags } from './kubeconfig.js'
import type { Register } from './register.js'

export interface InspectFlags extends KubeconfigFlags {
  destDir?: string
  eventsFile?: string
  allNamespaces: boolean
  namespace?: string
  since?: number
  sinceTime?: string
  rotatedPodLogs: boolean
  rotatedLogLimit?: number
  selector?: string
  depth?: number
  dryRun: boolean
  skipSecrets: boolean
  redactConfigmaps: boolean
  parallel?: number
  output: 'text' | 'json'
  verbose: boolean
}

export const registerInspect: Register = (root, entry, done) => {
  const command = root
    .command('inspect')
    .description('dump what a cluster says of some resources, as oc adm inspect does')
    .argument(
      '[resources...]',
      'TYPE/NAME..., TYPE[,TYPE...] or TYPE NAME...: ns/acme, pod/web, clusteroperators',
    )
    .option('--dest-dir <dir>', 'folder of the dump; default: inspect.local.<random>')
    .option('--events-file <file>', 'only make the page of the events in this file')
    .option('-A, --all-namespaces', 'the resources of all namespaces', false)
    .option('-n, --namespace <name>', "namespace of the resources; default: the context's")
    .addOption(
      new Option('--since <duration>', 'logs of the last so long, as in 2h')
        .argParser(since)
        .conflicts('sinceTime'),
    )
    .option('--since-time <time>', 'logs since then, in RFC 3339', time)
    .option('-l, --selector <labels>', 'only objects with these labels, of what is listed')
    .option('--depth <steps>', 'how far to follow what objects point at; default: to the end', count)
    .option('--dry-run', 'say what would be read, and read nothing', false)
    .option('--skip-secrets', 'do not ask for Secrets', false)
    .option('--redact-configmaps', 'take the values out of ConfigMaps too', false)
    .option('--rotated-pod-logs', 'also the logs that were rotated', false)
    .option(
      '--rotated-log-limit <size>',
      'bytes of them for each container, newest first; default 50Mi',
      size,
    )
    .option('--parallel <requests>', 'requests at a time; default 16', atLeastOne)
    .addOption(new Option('--output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .option('--verbose', 'say each request', false)
    .addHelpText(
      'after',
      '\nExit code 3: something of what was asked for could not be read; errors.json in the folder says what.',
    )
  addKubeconfigFlags(command).action(async (resources: string[], flags: InspectFlags) =>
    done(await (await import('../commands/inspect.js')).inspectCommand(entry, resources, flags)),
  )
}

/** Milliseconds; 0 is no limit, as oc has it. */
function since(text: string): number | undefined {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('Give a duration such as 90s, 30m or 1h30m.')
  return ms || undefined
}

function time(text: string): string {
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Give a time such as 2026-11-21T10:00:00Z.')
  return text
}

function count(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('Give a number: 0, 1, 2, ...')
  return Number(text)
}

function atLeastOne(text: string): number {
  return count(text) || 1
}

function size(text: string): number {
  const bytes = parseQuantity(text)
  if (!bytes) throw new InvalidArgumentError('Give a size such as 50Mi.')
  return bytes
}
