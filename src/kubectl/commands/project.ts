import { booleanFlag, type Command } from '../context.js'
import { KubectlError } from '../errors.js'

/** `oc project`: says which namespace is in use. It changes no kubeconfig. */
export const project: Command = {
  flags: [booleanFlag('short', 'q')],
  async run(context) {
    const connection = await context.connect()
    const current = await context.namespace()
    const [wanted] = context.args
    if (wanted !== undefined && wanted !== current) {
      throw new KubectlError(
        `this small client switches no projects; use "-n ${wanted}" with each command, or install a real oc`,
      )
    }
    if (context.flags.boolean('short')) context.out(`${current}\n`)
    else if (wanted === undefined)
      context.out(`Using project "${current}" on server "${connection.server}".\n`)
    else context.out(`Already on project "${current}" on server "${connection.server}".\n`)
    return 0
  },
}
