import { formatYaml } from '../../kube/yaml.js'
import type { KubeObject } from '../../model/kubernetes.js'
import type { ApiResource } from '../../kube/resource.js'
import { KubectlError } from '../errors.js'
import { compileGoTemplate } from '../go-template/index.js'
import { compileJsonPath } from '../jsonpath/index.js'
import { displayName } from '../resource-args.js'
import { goJson } from './go-json.js'
import { compileCustomColumns } from './custom-columns.js'

export interface PrintItem {
  resource: ApiResource
  object: KubeObject
}

/** Prints objects in one of the forms that need them whole. */
export interface ObjectPrinter {
  /** `single`: one object was asked for by name, so it is not wrapped in a List. */
  print(items: readonly PrintItem[], single: boolean): string
}

export interface OutputOptions {
  format: string
  noHeaders?: boolean
  showManagedFields?: boolean
  /** `--template`, for `-o go-template`, `-o jsonpath`. */
  template?: string | undefined
}

export const knownFormats =
  'custom-columns,go-template,json,jsonpath,jsonpath-as-json,name,template,wide,yaml'

/** The printer of an `-o` value; `undefined` for the forms that are tables. Throws for forms that it does not know. */
export function objectPrinter(options: OutputOptions): ObjectPrinter | undefined {
  const { format } = options
  const equals = format.indexOf('=')
  const name = equals < 0 ? format : format.slice(0, equals)
  const argument = equals < 0 ? options.template : format.slice(equals + 1)
  if (name === '' || name === 'wide') return undefined
  const make = printers[name]
  if (!make)
    throw new KubectlError(
      `unable to match a printer suitable for the output format "${format}", allowed formats are: ${knownFormats}`,
    )
  return make(argument, options)
}

const printers: Record<string, (argument: string | undefined, options: OutputOptions) => ObjectPrinter> = {
  json: (_, options) => ({
    print: (items, single) => `${goJson(wrap(items, single, options), 4)}\n`,
  }),
  yaml: (_, options) => ({ print: (items, single) => formatYaml(wrap(items, single, options)) }),
  name: () => ({
    print: (items) =>
      items.map(({ resource, object }) => `${displayName(resource, object.metadata.name)}\n`).join(''),
  }),
  'custom-columns': (argument, { noHeaders }) => {
    const columns = compileCustomColumns(required(argument, 'custom-columns'))
    return {
      print: (items) =>
        columns(
          items.map(({ object }) => object),
          noHeaders ?? false,
        ),
    }
  },
  jsonpath: (argument, options) => {
    const path = compileJsonPath(required(argument, 'jsonpath'))
    return { print: (items, single) => path.text(wrap(items, single, options)) }
  },
  'jsonpath-as-json': (argument, options) => {
    const path = compileJsonPath(required(argument, 'jsonpath'))
    return {
      print: (items, single) => `${goJson(path.values(wrap(items, single, options)), 4)}\n`,
    }
  },
  'go-template': (argument, options) => {
    const template = compileGoTemplate(required(argument, 'go-template'))
    return { print: (items, single) => template(wrap(items, single, options)) }
  },
  template: (argument, options) =>
    objectPrinter({ ...options, format: `go-template=${required(argument, 'template')}` }) as ObjectPrinter,
}

function required(argument: string | undefined, format: string): string {
  if (argument) return argument
  if (format === 'custom-columns')
    throw new KubectlError('custom-columns format specified but no custom columns given')
  throw new KubectlError(`template format specified but no template given`)
}

function wrap(items: readonly PrintItem[], single: boolean, { showManagedFields }: OutputOptions): unknown {
  const objects = items.map(({ object }) => (showManagedFields ? object : withoutManagedFields(object)))
  return single && objects.length === 1
    ? objects[0]
    : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } }
}

function withoutManagedFields(object: KubeObject): KubeObject {
  if (object.metadata?.managedFields === undefined) return object
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}
