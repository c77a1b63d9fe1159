import { readInstructions } from '../../../dockerfile/instructions.js'
import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import { isVersionRange } from '../semver.js'
import type { Bundle } from '../types.js'
import { annotationsFile, partsAt } from '../view.js'
import type { Json } from '../values.js'
import { record, shown, text } from '../values.js'

const check = 'MG-OLM-001'
const level = 'required'

const prefix = 'operators.operatorframework.io.bundle.'
const mediaType = `${prefix}mediatype.v1`
const channels = `${prefix}channels.v1`
const defaultChannel = `${prefix}channel.default.v1`
const required = [mediaType, `${prefix}manifests.v1`, `${prefix}metadata.v1`, `${prefix}package.v1`, channels]
const folders = { [`${prefix}manifests.v1`]: 'manifests/', [`${prefix}metadata.v1`]: 'metadata/' }

const annotationsIn = (value: unknown): Json => record(record(value)['annotations'])

export const annotationRules: BundleRule[] = [
  {
    ...{ id: 'annotation-missing', check, level },
    must: 'metadata/annotations.yaml names the media type, the folders, the package and the channels.',
    fix: 'Add the annotation to metadata/annotations.yaml, and the same label to the Dockerfile.',
    *find({ annotations }) {
      if (!annotations) return
      const values = annotationsIn(annotations.value)
      if (Object.keys(values).length === 0) return
      for (const name of required)
        if (text(values[name]) === undefined) {
          const message = `${annotationsFile} has no ${name}`
          yield at(annotations, ['annotations', name], { message, want: name, got: shown(values[name]) })
        }
    },
  },
  {
    ...{ id: 'media-type', check, level },
    must: 'The media type is registry+v1.',
    fix: 'Write registry+v1; other forms of bundles are not judged here, and hardly any cluster takes them.',
    *find({ annotations }) {
      if (!annotations) return
      const value = text(annotationsIn(annotations.value)[mediaType])
      if (value === undefined || value === 'registry+v1') return
      const message = `the media type of the bundle is ${value}`
      yield at(annotations, ['annotations', mediaType], {
        message,
        want: 'registry+v1',
        got: value,
        subject: mediaType,
      })
    },
  },
  {
    ...{ id: 'folder-annotation', check, level },
    must: 'The annotations name the folders manifests/ and metadata/, which are the ones that OLM reads.',
    fix: 'Write manifests/ and metadata/.',
    *find({ annotations }) {
      if (!annotations) return
      for (const [name, want] of Object.entries(folders)) {
        const value = text(annotationsIn(annotations.value)[name])
        if (value === undefined || value.replace(/^\.?\/|\/$/g, '') === want.slice(0, -1)) continue
        yield at(annotations, ['annotations', name], {
          message: `${name} is ${value}`,
          want,
          got: value,
          subject: name,
        })
      }
    },
  },
  {
    ...{ id: 'channel-empty', check, level },
    must: 'Every channel that the annotations list has a name, and so has the default channel where it is there.',
    fix: 'List the channels with commas between them, and leave the default channel out where there is none.',
    *find({ annotations }) {
      if (!annotations) return
      const values = annotationsIn(annotations.value)
      const listed = text(values[channels])
      const where = ['annotations', channels]
      if (listed?.split(',').some((name) => name.trim() === ''))
        yield at(annotations, where, {
          message: 'a channel has no name',
          want: 'names with commas between',
          got: listed,
        })
      if (defaultChannel in values && text(values[defaultChannel])?.trim() === undefined) {
        const got = shown(values[defaultChannel])
        const message = 'the default channel has no name'
        yield at(annotations, ['annotations', defaultChannel], {
          message,
          want: 'the name of a channel',
          got,
        })
      }
    },
  },
  {
    ...{ id: 'label-differs', check, level },
    must: 'The labels of the image, or of the Dockerfile, are the annotations of metadata/annotations.yaml.',
    fix: 'Write the same value as a LABEL of the Dockerfile and in metadata/annotations.yaml.',
    *find({ annotations, bundle }) {
      if (!annotations || bundle.labelsFrom === 'none') return
      const values = annotationsIn(annotations.value)
      if (Object.keys(values).length === 0) return
      const named = Object.keys({ ...values, ...bundle.labels }).filter((name) => name.startsWith(prefix))
      for (const name of named) {
        const [want, got] = [values[name], bundle.labels[name]]
        // What the annotations lack and need has a rule of its own.
        if (want === got || (want === undefined && required.includes(name))) continue
        const message =
          got === undefined
            ? `the image has no label ${name}`
            : `the label ${name} is not what ${annotationsFile} says`
        yield { ...labelPlace(bundle, name), message, want: shown(want), got: shown(got), subject: name }
      }
    },
  },
  {
    ...{ id: 'dependency-invalid', check, level },
    must: 'Every dependency of metadata/dependencies.yaml has a type that OLM knows, and the fields of that type.',
    fix: 'Name a package with a range of versions, a group with version and kind, a label, or a constraint.',
    *find({ dependencies }) {
      if (!dependencies) return
      for (const { value, way } of partsAt(dependencies.value, ['dependencies'])) {
        const problem = dependencyProblem(text(value['type']), record(value['value']))
        if (problem === undefined) continue
        const message = `a dependency ${problem}`
        yield at(dependencies, way, {
          message,
          want: 'olm.package, olm.gvk, olm.label or olm.constraint',
          got: shown(value),
        })
      }
    },
  },
]

/** The line of the label in the Dockerfile; without one, the annotation's file is what can be shown. */
function labelPlace({ dockerfile }: Bundle, name: string): { path: string; line?: number } {
  if (!dockerfile) return { path: annotationsFile }
  const lines = dockerfile.text.split('\n')
  const line = lines.findIndex((one) => one.includes(name))
  if (line >= 0) return { path: dockerfile.path, line: line + 1 }
  const label = readInstructions(dockerfile.text).find((instruction) => instruction.name === 'LABEL')
  return { path: dockerfile.path, line: label?.line ?? 1 }
}

const fieldsOf: Record<string, readonly string[]> = {
  'olm.package': ['packageName', 'version'],
  'olm.gvk': ['group', 'kind', 'version'],
  'olm.label': ['label'],
  'olm.constraint': [],
}

function dependencyProblem(type: string | undefined, value: Json): string | undefined {
  const fields = type === undefined ? undefined : fieldsOf[type]
  if (type === undefined || !fields) return `has the type ${type ?? 'of nothing'}, which OLM does not know`
  const missing = fields.find((field) => text(value[field]) === undefined)
  if (missing !== undefined) return `of type ${type} has no ${missing}`
  const version = text(value['version']) ?? ''
  return type === 'olm.package' && !isVersionRange(version)
    ? `has ${version} as version, which is no range of versions`
    : undefined
}
