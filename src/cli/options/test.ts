import { Option } from 'commander'
import { installMethods, type InstallMethod } from '../../model/install-config.js'
import { osde2eFolder } from '../../report/osde2e.js'
import type { Register } from './register.js'
import { collect, duration, keyValue } from './values.js'

/** What becomes of method olm on a cluster without OLM. */
export type OlmUse = 'skip' | 'install' | 'require'

export interface TestOptions {
  isv?: string
  isvs: string
  cluster: 'auto' | 'embedded' | 'kind' | 'existing'
  profile?: string
  timeout?: number
  grep?: string
  keep: boolean
  capture?: string
  artifacts: string
  buildArg: Record<string, string>
  images: 'auto' | 'pull' | 'build'
  kindConfig?: string
  kindImage?: string
  kindCluster?: string
  kubeconfig?: string
  context?: string
  adopt: boolean
  pullSecret?: string
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never'
  isolation?: 'namespaces' | 'none'
  osde2e?: string
  install?: InstallMethod
  olm: OlmUse
  olmManifests: string[]
  verbose: boolean
}

export const registerTest: Register = (root, entry, done) => {
  root
    .command('test')
    .description('deploy an ISV, run its gather, judge what came out (npm test)')
    .option(
      '--isv <name>',
      'an ISV of the folder, or the path of an isv.yaml; default: every ISV of the folder',
    )
    .option('--isvs <dir>', 'folder of the ISVs', 'fixtures/isvs')
    .addOption(
      new Option('--cluster <driver>', 'where it runs')
        .choices(['auto', 'embedded', 'kind', 'existing'])
        .default('auto'),
    )
    .option('--profile <name>', 'profile to judge by; default: the one of isv.yaml')
    .option('--timeout <duration>', 'deadline of the whole run, as in 30m', duration)
    .option('--grep <pattern>', 'only the tests whose title matches')
    .option('--keep', 'leave the cluster and what is on it', false)
    .option('--capture <dir>', 'judge a capture that exists; nothing is run')
    .option('--artifacts <dir>', 'folder of captures and reports', 'artifacts')
    .option('--build-arg <key=value>', 'build argument for every image that is built', keyValue, {})
    .addOption(
      new Option('--images <how>', 'pull them, build them, or build where they cannot be pulled')
        .choices(['auto', 'pull', 'build'])
        .default('auto'),
    )
    .option('--kind-config <file>', 'configuration of the kind cluster')
    .option('--kind-image <image>', 'node image of the kind cluster')
    .option('--kind-cluster <name>', 'a kind cluster that is there already, and stays')
    .option(
      '--kubeconfig <file>',
      'kubeconfig of an existing cluster; default: KUBECONFIG, or the service account of the pod',
    )
    .option('--context <name>', 'its context')
    .option('--adopt', 'apply to objects that are there already, which are then left where they are', false)
    .addOption(
      new Option('--install <method>', 'how the operator is installed; default: as isv.yaml says').choices([
        ...installMethods,
      ]),
    )
    .addOption(
      new Option(
        '--olm <use>',
        'method olm on a cluster without OLM: install the bundle without it, install OLM first, or fail',
      )
        .choices(['skip', 'install', 'require'])
        .default('skip'),
    )
    .option(
      '--olm-manifests <path or URL>',
      'manifests of OLM for --olm=install; may be given several times; default: those of isv.yaml',
      collect,
      [],
    )
    .option('--pull-secret <file>', 'credentials of registries: a .dockerconfigjson')
    .addOption(
      new Option('--image-pull-policy <policy>', 'of the gather pods; default: IfNotPresent').choices([
        'Always',
        'IfNotPresent',
        'Never',
      ]),
    )
    .addOption(
      new Option(
        '--isolation <mode>',
        'how the embedded cluster runs containers; none only inside a throw-away container',
      ).choices(['namespaces', 'none']),
    )
    .addOption(
      new Option('--osde2e [dir]', 'write the results where osde2e collects those of a test harness').preset(
        osde2eFolder,
      ),
    )
    .option('--verbose', 'say more', false)
    .action(async (options: TestOptions) =>
      done(await (await import('../commands/test.js')).test(entry, options)),
    )
}
