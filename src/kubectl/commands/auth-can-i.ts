import { accessRules, canI, type AccessQuestion } from '../../kube/access.js'
import type { Connection } from '../../kube/connection.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { ColumnWriter } from '../print/columns.js'
import { resolveType } from '../resource-args.js'
import { scope } from '../table-options.js'

/** Says whether the user may do a thing; exit code 1 for no. */
export const authCanI: Command = {
  flags: [
    shared.allNamespaces,
    booleanFlag('list'),
    booleanFlag('quiet', 'q'),
    booleanFlag('no-headers'),
    stringFlag('subresource'),
  ],
  async run(context) {
    const connection = await context.connect()
    if (context.flags.boolean('list')) return list(context, connection)
    const [verb, what, ...others] = context.args
    if (verb === undefined || what === undefined || others.length > 1) {
      throw new KubectlError('you must specify two arguments: verb resource or verb resource/resourceName')
    }
    const { allowed, reason } = await canI(
      connection,
      await question(context, connection, verb, what, others[0]),
      context.signal,
    )
    if (!context.flags.boolean('quiet'))
      context.out(`${allowed ? 'yes' : 'no'}${!allowed && reason !== '' ? ` - ${reason}` : ''}\n`)
    return allowed ? 0 : 1
  },
}

async function question(
  context: Context,
  connection: Connection,
  verb: string,
  what: string,
  name: string | undefined,
): Promise<AccessQuestion> {
  if (what.startsWith('/')) return { verb, path: what }
  const [type = '', tail] = what.split('/')
  // `pods/log` names a subresource where there is one, else `pods/x` names an object.
  const [resource] = type === '*' ? [] : await resolveType(connection, type, context.signal).catch(() => [])
  if (!resource && type !== '*') context.err(`Warning: the server doesn't have a resource type '${type}'\n`)
  const isSubresource = tail !== undefined && resource?.subresources.includes(tail) === true
  const namespaced = resource?.namespaced ?? true
  if (resource && !namespaced)
    context.err(
      `Warning: resource '${resource.plural}' is not namespace scoped${resource.group ? ` in group '${resource.group}'` : ''}\n\n`,
    )
  return {
    verb,
    group: type === '*' ? '*' : (resource?.group ?? ''),
    resource: type === '*' ? '*' : (resource?.plural ?? type),
    subresource: context.flags.string('subresource') ?? (isSubresource ? tail : undefined),
    name: name ?? (isSubresource ? undefined : tail),
    namespace: namespaced ? await scope(context) : undefined,
  }
}

async function list(context: Context, connection: Connection): Promise<number> {
  const { resourceRules, nonResourceRules } = await accessRules(
    connection,
    await context.namespace(),
    context.signal,
  )
  const brackets = (values: string[] = []) => `[${values.join(' ')}]`
  const ofResources = resourceRules.flatMap(
    ({ apiGroups = [''], resources = [], resourceNames = [], verbs }) =>
      resources.flatMap((resource) =>
        apiGroups.map((group) => [
          group === '' ? resource : `${resource}.${group}`,
          '[]',
          brackets(resourceNames),
          brackets(verbs),
        ]),
      ),
  )
  const others = nonResourceRules.flatMap(({ nonResourceURLs = [], verbs }) =>
    nonResourceURLs.map((url) => ['', `[${url}]`, '[]', brackets(verbs)]),
  )
  const rows = [...ofResources.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)), ...others]
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']
  context.out(new ColumnWriter().format(context.flags.boolean('no-headers') ? rows : [header, ...rows]))
  return 0
}
