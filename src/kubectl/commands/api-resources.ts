import { apiVersionOf, qualifiedName, type ApiResource } from '../../kube/resource.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { KubectlError } from '../errors.js'
import { ColumnWriter } from '../print/columns.js'

/** Lists the server's resource types. */
export const apiResources: Command = {
  flags: [
    shared.output,
    booleanFlag('no-headers'),
    booleanFlag('namespaced'),
    booleanFlag('cached'),
    stringFlag('api-group'),
    { name: 'verbs', type: 'list' },
    { name: 'categories', type: 'list' },
    stringFlag('sort-by'),
  ],
  async run(context) {
    const connection = await context.connect()
    const { resources, failed } = await connection.discovery(context.signal)
    const rows = resources.preferred
      .filter((row) => row.verbs.length > 0 && matches(context, row))
      .sort(inOrder(context.flags.string('sort-by')))
    print(context, rows)
    if (failed.length === 0) return 0
    throw new KubectlError(`unable to retrieve the complete list of server APIs: ${failed.join(', ')}`)
  },
}

/** Lists the server's API versions. */
export const apiVersions: Command = {
  flags: [],
  async run(context) {
    const connection = await context.connect()
    const { groupVersions } = await connection.discovery(context.signal)
    context.out(
      [...groupVersions]
        .sort()
        .map((version) => `${version}\n`)
        .join(''),
    )
    return 0
  },
}

function matches({ flags }: Context, row: ApiResource): boolean {
  const commas = (name: string) => flags.list(name).flatMap((value) => value.split(','))
  return (
    (!flags.has('namespaced') || flags.boolean('namespaced') === row.namespaced) &&
    (!flags.has('api-group') || flags.string('api-group') === row.group) &&
    commas('verbs').every((verb) => row.verbs.includes(verb)) &&
    commas('categories').every((category) => row.categories.includes(category))
  )
}

function inOrder(sortBy: string | undefined) {
  const keys: Record<string, (row: ApiResource) => string> = {
    name: ({ plural }) => plural,
    kind: ({ kind }) => kind,
    group: ({ group, plural }) => `${group}\0${plural}`,
  }
  const key = keys[sortBy ?? 'group']
  if (!key) throw new KubectlError('--sort-by accepts only name or kind')
  return (a: ApiResource, b: ApiResource) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)
}

function print(context: Context, rows: ApiResource[]): void {
  const output = context.flags.string('output') ?? ''
  if (output === 'name') return context.out(rows.map((row) => `${qualifiedName(row)}\n`).join(''))
  if (output !== '' && output !== 'wide') throw new KubectlError(`--output ${output} is not available`)
  const wide = output === 'wide'
  const header = [
    'NAME',
    'SHORTNAMES',
    'APIVERSION',
    'NAMESPACED',
    'KIND',
    ...(wide ? ['VERBS', 'CATEGORIES'] : []),
  ]
  const cells = rows.map((row) => [
    row.plural,
    row.shortNames.join(','),
    apiVersionOf(row),
    String(row.namespaced),
    row.kind,
    ...(wide ? [[...row.verbs].join(','), row.categories.join(',')] : []),
  ])
  context.out(new ColumnWriter().format(context.flags.boolean('no-headers') ? cells : [header, ...cells]))
}
