/** The sentences that the checks enforce, and where they stand. */

const enhancement =
  'https://github.com/openshift/enhancements/blob/master/enhancements/oc/must-gather.md#must-gather-images'
const isv = (anchor: string) => `docs/contract.md#${anchor}`

export const contract = {
  executable: {
    sentence: 'Must have a zero-arg, executable file at /usr/bin/gather that does your default gathering.',
    link: enhancement,
  },
  data: {
    sentence: 'Must produce data to be copied back at /must-gather.',
    link: enhancement,
  },
  noSecrets: {
    sentence: 'The data must not contain any sensitive data: no PII is meant, only secret information.',
    link: enhancement,
  },
  version: {
    sentence:
      'Must produce a text /must-gather/version that indicates the product (first line) and the version (second line, major.minor.micro.qualifier).',
    link: enhancement,
  },
  sameVersion: {
    sentence: 'Gathering should exactly match a single version of the product it is inspecting.',
    link: 'https://github.com/openshift/enhancements/blob/master/enhancements/oc/must-gather.md#goals',
  },
  clientTools: {
    sentence:
      'The client runs bash, tar and a few tools of the image to wait for the gather and copy its data.',
    link: isv('client-tools'),
  },
  image: { sentence: 'The must-gather image that is certified is the one that ran.', link: isv('image') },
  exits: { sentence: 'The gather ends by itself, in time, with exit code 0.', link: isv('exit') },
  scripts: { sentence: 'Individual gather file can be executable.', link: isv('scripts') },
  sameFiles: {
    sentence: 'Two gathers of the same cluster leave the same files, generated names apart.',
    link: isv('same-files'),
  },
  since: {
    sentence: 'A gather should honour MUST_GATHER_SINCE and MUST_GATHER_SINCE_TIME.',
    link: isv('since'),
  },
  commandLog: { sentence: 'gather-debug.log should have each command status.', link: isv('command-log') },
  expectedFiles: { sentence: 'Expected files must be listed up.', link: isv('expected-files') },
  readable: {
    sentence: 'What was gathered can be unpacked and read by the tools of support.',
    link: isv('readable'),
  },
  noTrace: { sentence: 'A gather leaves the cluster as it found it.', link: isv('no-trace') },
  budgets: {
    sentence: 'A gather keeps within the duration, size and file count that it promises.',
    link: isv('budgets'),
  },
  operator: { sentence: 'The operator runs, from exactly the configured image.', link: isv('operator') },
  installs: {
    sentence: 'OLM installs the operator from the configured index, channel and bundle.',
    link: isv('olm'),
  },
  validBundle: {
    sentence: 'The bundle is one of registry+v1 that OLM installs.',
    link: isv('bundle'),
  },
  namesMustGather: {
    sentence: 'The ClusterServiceVersion names the must-gather image of the operator.',
    link: isv('names-must-gather'),
  },
  relatedImages: {
    sentence:
      'relatedImages lists every image of the operator, so that a cluster without the internet has them.',
    link: isv('related-images'),
  },
  index: {
    sentence:
      'The index has the configured bundle in the configured channel, and OLM can resolve the package.',
    link: isv('index'),
  },
  functests: { sentence: 'ISV must provide functest implementation.', link: isv('functests') },
} as const
