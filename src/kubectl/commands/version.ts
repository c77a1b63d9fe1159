import { formatYaml } from '../../kube/yaml.js'
import { serverVersion } from '../../kube/version.js'
import { booleanFlag, shared, type Command } from '../context.js'
import { KubectlError } from '../errors.js'
import { goJson } from '../print/go-json.js'

/** Scripts log this: it must not be taken for the version of a real kubectl. */
const clientVersion = {
  gitVersion: 'isv-must-gather',
  major: '',
  minor: '',
  platform: `${process.platform}/${process.arch}`,
}

/** Prints who client and server are. */
export const version: Command = {
  flags: [shared.output, booleanFlag('client'), booleanFlag('short')],
  async run(context) {
    const server = context.flags.boolean('client')
      ? undefined
      : await serverVersion(await context.connect(), context.signal)
    const document = { clientVersion, ...(server && { serverVersion: server }) }
    const output = context.flags.string('output') ?? ''
    if (output === 'json') context.out(`${goJson(document, 2)}\n`)
    else if (output === 'yaml') context.out(formatYaml(document))
    else if (output !== '') throw new KubectlError(`--output must be 'yaml' or 'json'`)
    else {
      context.out(`Client Version: ${clientVersion.gitVersion}\n`)
      // oc and kubectl name the same line differently.
      if (server)
        context.out(`${context.program === 'oc' ? 'Kubernetes' : 'Server'} Version: ${server.gitVersion}\n`)
    }
    return 0
  },
}
