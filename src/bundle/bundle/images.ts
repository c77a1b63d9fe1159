import { parseReference } from '../image/reference.js'
import type { Manifest, Part } from './view.js'
import { annotationOf, deploymentsOf, partsAt } from './view.js'
import type { Way } from './values.js'
import { records, text, valueAt } from './values.js'

/** An image that a bundle names, and where. */
export interface NamedImage {
  ref: string
  way: Way
  /** As messages say it: `container manager`. */
  where: string
}

export const mustGatherAnnotation = 'operators.openshift.io/must-gather-image'

/** The images that the bundle runs or may run: of containers, of variables that operators find them in, of annotations. */
export function namedImages(csv: Manifest): NamedImage[] {
  const annotations: Way = ['metadata', 'annotations']
  const annotated = ['containerImage', mustGatherAnnotation].flatMap((name) => {
    const ref = text(annotationOf(csv, name))
    return ref === undefined ? [] : [{ ref, way: [...annotations, name], where: `annotation ${name}` }]
  })
  return [...deploymentsOf(csv).flatMap(ofDeployment), ...annotated]
}

function ofDeployment({ value, way }: Part): NamedImage[] {
  const pod: Way = ['spec', 'template', 'spec']
  return ['containers', 'initContainers'].flatMap((field) =>
    partsAt(value, [...pod, field]).flatMap((container) => {
      const name = text(container.value['name']) ?? 'without a name'
      const place = [...way, ...container.way]
      const image = text(container.value['image'])
      return [
        ...(image === undefined
          ? []
          : [{ ref: image, way: [...place, 'image'], where: `container ${name}` }]),
        ...records(container.value['env']).flatMap((variable, index) => {
          const [key, ref] = [text(variable['name']), text(variable['value'])]
          if (key === undefined || ref === undefined || !key.startsWith('RELATED_IMAGE_')) return []
          return [{ ref, way: [...place, 'env', index], where: `variable ${key} of container ${name}` }]
        }),
      ]
    }),
  )
}

/** What spec.relatedImages lists. */
export const relatedImages = (csv: Manifest): Part[] => partsAt(csv.value, ['spec', 'relatedImages'])

export const hasRelatedImages = (csv: Manifest): boolean =>
  valueAt(csv.value, ['spec', 'relatedImages']) !== undefined

/**
 * Whether two references can mean the same image: the same digest; or, where one of them has none, the same repository
 * and no two different tags.
 */
export function mayBeSame(a: string, b: string): boolean {
  if (a === b) return true
  const [first, second] = [parseReference(a), parseReference(b)]
  if (!first || !second) return false
  if (first.digest !== undefined && second.digest !== undefined) return first.digest === second.digest
  if (first.registry !== second.registry || first.repository !== second.repository) return false
  return first.tag === second.tag || first.digest !== undefined || second.digest !== undefined
}
