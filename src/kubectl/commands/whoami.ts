import { formatYaml } from '../../kube/yaml.js'
import { whoAmI } from '../../kube/access.js'
import { booleanFlag, shared, type Command } from '../context.js'
import { KubectlError } from '../errors.js'
import { ColumnWriter } from '../print/columns.js'
import { goJson } from '../print/go-json.js'

/** `oc whoami` */
export const whoami: Command = {
  flags: [
    booleanFlag('show-token', 't'),
    booleanFlag('show-server'),
    booleanFlag('show-context', 'c'),
    booleanFlag('show-console'),
  ],
  async run(context) {
    const { flags } = context
    if (flags.boolean('show-token') || flags.boolean('show-console'))
      throw new KubectlError('this small client prints no tokens and no console; install a real oc')
    const connection = await context.connect()
    if (flags.boolean('show-server')) context.out(`${connection.server}\n`)
    else if (flags.boolean('show-context')) context.out(`${connection.context ?? ''}\n`)
    else context.out(`${(await whoAmI(connection, context.signal)).username}\n`)
    return 0
  },
}

/** `kubectl auth whoami` */
export const authWhoami: Command = {
  flags: [shared.output],
  async run(context) {
    const { username, uid, groups, extra } = await whoAmI(await context.connect(), context.signal)
    const output = context.flags.string('output') ?? ''
    if (output === 'yaml' || output === 'json') {
      const userInfo = {
        ...(Object.keys(extra).length > 0 && { extra }),
        groups,
        ...(uid !== undefined && { uid }),
        username,
      }
      const review = {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'SelfSubjectReview',
        metadata: { creationTimestamp: null },
        status: { userInfo },
      }
      context.out(output === 'yaml' ? formatYaml(review) : `${goJson(review, 4)}\n`)
      return 0
    }
    const rows = [
      ['Username', username],
      ...(uid === undefined ? [] : [['UID', uid]]),
      ...(groups.length === 0 ? [] : [['Groups', `[${groups.join(' ')}]`]]),
      ...Object.entries(extra).map(([key, values]) => [`Extra: ${key}`, `[${values.join(' ')}]`]),
    ]
    context.out(new ColumnWriter().format([['ATTRIBUTE', 'VALUE'], ...rows]))
    return 0
  },
}
