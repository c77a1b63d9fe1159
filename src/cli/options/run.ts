import { Option, type Command } from 'commander'
import type { Register } from './register.js'
import { deprecatedSeconds, percentage, repeated, rfc3339 } from './run-values.js'
import { durationOrZero } from './run-values.js'
import { duration } from './values.js'

export interface RunOptions {
  image: string[]
  imageStream: string[]
  allImages: boolean
  nodeName?: string
  nodeSelector?: string
  hostNetwork: boolean
  destDir?: string
  sourceDir: string
  runNamespace?: string
  volumePercentage: number
  timeout: Timeout
  keep: boolean
  since?: number
  sinceTime?: string
  kubeconfig?: string
  context?: string
  leastPrivilege?: string | true
  serviceAccount?: string
  pullSecret?: string
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  layout: 'readable' | 'oc'
  archive?: string
  output: 'text' | 'json'
  startTimeout?: number
  copyTimeout?: number
  verbose: boolean
}

export interface Timeout {
  ms: number
  /** It was given as a number of seconds. */
  deprecated: boolean
}

const tenMinutes: Timeout = { ms: 600_000, deprecated: false }

/** What cannot be asked for together; as with oc, and what has no meaning here. */
const conflicts: Record<string, string[]> = {
  nodeName: ['nodeSelector'],
  since: ['sinceTime'],
  allImages: ['image', 'imageStream', 'nodeName', 'hostNetwork', 'runNamespace'],
  archive: ['destDir'],
}

export const registerRun: Register = (root, entry, done) => {
  const command = root
    .command('run')
    .description(
      'run must-gather images on a cluster and bring back what they gather: oc adm must-gather, better',
    )
    .usage('[options] [-- command...]')
    .argument('[command...]', 'what to run in the image instead of /usr/bin/gather; after --')
  for (const option of [...ofOc(), ...ofOurs()]) {
    const more = conflicts[option.attributeName()]
    command.addOption(more ? option.conflicts(more) : option)
  }
  command.addHelpText('after', exitCodes)
  command.action(async (words: string[], options: RunOptions, { args }: Command) =>
    done(await (await import('../commands/run.js')).run(entry, options, args.length > 0 ? words : undefined)),
  )
}

/** The flags of `oc adm must-gather`, in the order of its help; docs/run.md has a row for each. */
function ofOc(): Option[] {
  return [
    new Option('--all-images', 'the default image and those that the operators of the cluster name').default(
      false,
    ),
    new Option('--dest-dir <dir>', 'where the output goes; default: must-gather.local.<random>'),
    new Option('--host-network', 'run on the network of the node').default(false),
    new Option('--image <image>', 'a must-gather image; may be given several times')
      .argParser(repeated)
      .default([]),
    new Option('--image-stream <ns/name:tag>', 'an image stream of OpenShift; may be given several times')
      .argParser(repeated)
      .default([]),
    new Option('--keep', 'leave what was made on the cluster').default(false).hideHelp(),
    new Option('--node-name <name>', 'run on this node'),
    new Option('--node-selector <labels>', 'run on every node with these labels, as in a=b,c=d'),
    new Option('--run-namespace <name>', 'run in this namespace, which exists and stays'),
    new Option('--since <duration>', 'only logs newer than this, as in 5s, 2m or 3h').argParser(
      durationOrZero,
    ),
    new Option('--since-time <time>', 'only logs after this time, RFC 3339').argParser(rfc3339),
    new Option('--source-dir <dir>', 'where the image writes').default('/must-gather/'),
    new Option('--timeout <duration>', 'most time for the start of a pod, and again for its gather')
      .argParser(deprecatedSeconds)
      .default(tenMinutes, '10m'),
    new Option('--volume-percentage <percent>', 'end the gather where its volume is fuller than this')
      .argParser(percentage)
      .default(70),
  ]
}

function ofOurs(): Option[] {
  return [
    new Option(
      '--kubeconfig <file>',
      'default: KUBECONFIG, ~/.kube/config, or the service account of the pod',
    ),
    new Option('--context <name>', 'its context'),
    new Option(
      '--least-privilege [file]',
      'rights of the gather: the roles of a manifest; without one, view and the logs of pods',
    ),
    new Option('--service-account <name>', 'with --run-namespace one that exists and keeps its rights'),
    new Option('--pull-secret <file>', 'credentials of registries: a .dockerconfigjson'),
    new Option('--image-pull-policy <policy>', 'default: IfNotPresent').choices([
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    new Option('--layout <layout>', 'names of the folders').choices(['readable', 'oc']).default('readable'),
    new Option('--archive <file>', 'write a .tar.gz, and FILE.sha256 beside it, instead of a folder'),
    new Option('--output <format>', 'what to print in the end').choices(['text', 'json']).default('text'),
    new Option(
      '--start-timeout <duration>',
      'most time for the start of a pod; default: --timeout',
    ).argParser(duration),
    new Option(
      '--copy-timeout <duration>',
      'most time for the copy of its data; default: --timeout',
    ).argParser(duration),
    new Option('--verbose', 'say more').default(false),
  ]
}

const exitCodes = `
Exit codes: 0 all is here; 1 an image failed, did not end, or does not exist; 2 usage; 3 the environment; 4 a deadline
of the start; 130 interrupted. The exit code of each gather is in must-gather.json.`
