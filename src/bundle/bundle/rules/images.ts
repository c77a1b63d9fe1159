import { isPinned, parseReference } from '../../image/reference.js'
import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import type { Manifest } from '../view.js'
import { annotationOf, deploymentsOf } from '../view.js'
import { shown, text } from '../values.js'
import { mayBeSame, mustGatherAnnotation, namedImages, relatedImages } from '../images.js'
import { ofCsv } from './csv.js'

const level = 'required'
const annotationWay = ['metadata', 'annotations', mustGatherAnnotation]

/** Related images are named by whoever writes them: `must-gather`, `foo-must-gather`, `must_gather_image`. */
const isMustGatherName = (name: unknown): boolean => /must[-_]?gather/i.test(text(name) ?? '')

/** How the ClusterServiceVersion names its must-gather image. */
function namedMustGather(csv: Manifest, configured: string | undefined) {
  const ref = text(annotationOf(csv, mustGatherAnnotation))
  if (ref !== undefined) return { ref, way: annotationWay }
  const related = relatedImages(csv)
  const found =
    related.find(
      ({ value }) => configured !== undefined && mayBeSame(text(value['image']) ?? '', configured),
    ) ?? related.find(({ value }) => isMustGatherName(value['name']) || isMustGatherName(value['image']))
  const image = found && text(found.value['image'])
  return found && image !== undefined ? { ref: image, way: found.way } : undefined
}

export const mustGatherRules: BundleRule[] = [
  {
    ...{ id: 'must-gather-unnamed', check: 'MG-OLM-004', level },
    must: `The ClusterServiceVersion names the must-gather image, by the annotation ${mustGatherAnnotation} or in relatedImages.`,
    fix: `Add the annotation ${mustGatherAnnotation} to the ClusterServiceVersion.`,
    find: ofCsv(function* (csv, { expected: { mustGatherImage: configured } }) {
      if (namedMustGather(csv, configured)) return
      const message = 'the ClusterServiceVersion names no must-gather image'
      const want = configured ?? `the annotation ${mustGatherAnnotation}`
      yield at(csv, ['metadata', 'annotations'], { message, want, got: 'none' })
    }),
  },
  {
    ...{ id: 'must-gather-other', check: 'MG-OLM-004', level },
    must: 'The must-gather image that the ClusterServiceVersion names is the configured one.',
    fix: 'Let both name the same image, in the bundle and as images.mustGather of isv.yaml.',
    find: ofCsv(function* (csv, { expected: { mustGatherImage: want } }) {
      const named = namedMustGather(csv, want)
      if (want === undefined || !named || mayBeSame(named.ref, want)) return
      const message = 'the ClusterServiceVersion names another must-gather image than the configured one'
      yield at(csv, named.way, { message, want, got: named.ref, subject: 'must-gather image' })
    }),
  },
]

export const imageRules: BundleRule[] = [
  {
    ...{ id: 'related-image-invalid', check: 'MG-OLM-005', level },
    must: 'Every entry of relatedImages has an image, which is a valid reference.',
    fix: 'Write name and image of the entry.',
    find: ofCsv(function* (csv) {
      for (const { value, way } of relatedImages(csv)) {
        const got = text(value['image'])
        if (got !== undefined && parseReference(got)) continue
        const message = `the related image ${shown(value['name'])} is ${shown(value['image'])}`
        yield at(csv, way, { message, want: 'an image reference', got: shown(value['image']) })
      }
    }),
  },
  {
    ...{ id: 'must-gather-unrelated', check: 'MG-OLM-005', level },
    must: 'relatedImages has the must-gather image, so that it is mirrored with the operator.',
    fix: 'Add the must-gather image to spec.relatedImages.',
    find: ofCsv(function* (csv, { expected: { mustGatherImage: configured } }) {
      const named = namedMustGather(csv, configured)
      if (!named || isRelated(csv, named.ref)) return
      const message = 'relatedImages lacks the must-gather image'
      yield at(csv, ['spec', 'relatedImages'], { message, want: named.ref, got: listed(csv) })
    }),
  },
  {
    ...{ id: 'image-unrelated', check: 'MG-OLM-005', level: 'recommended' },
    must: 'relatedImages has every other image that the bundle names, so that the operator runs without the internet.',
    fix: 'Add the image to spec.relatedImages.',
    find: ofCsv(function* (csv) {
      for (const { ref, way, where } of eachOnce(csv)) {
        if (where.endsWith(mustGatherAnnotation) || isRelated(csv, ref)) continue
        const message = `relatedImages lacks the image of ${where}`
        yield at(csv, way, { message, want: `${ref} in relatedImages`, got: listed(csv), subject: ref })
      }
    }),
  },
  {
    ...{ id: 'image-unpinned', check: 'MG-OLM-005', level: 'recommended' },
    must: 'Every image that the bundle names is pinned by its digest: a tag may lead to another image tomorrow.',
    fix: 'Write the image with @sha256: and its digest; `operator-sdk generate bundle --use-image-digests` does it.',
    find: ofCsv(function* (csv) {
      for (const { ref, way, where } of eachOnce(csv)) {
        if (isPinned(ref) || !parseReference(ref)) continue
        const message = `the image of ${where} is not pinned`
        yield at(csv, way, { message, want: 'name@sha256:...', got: ref, subject: ref })
      }
    }),
  },
  {
    ...{ id: 'operator-image', check: 'MG-OLM-001', level: 'recommended' },
    must: 'A Deployment of the ClusterServiceVersion runs the configured operator image.',
    fix: 'Let both name the same image, in the bundle and as images.operator of isv.yaml.',
    find: ofCsv(function* (csv, { expected: { operatorImage: want } }) {
      const images = namedImages(csv).filter(({ where }) => where.startsWith('container '))
      if (want === undefined || images.length === 0) return
      if (images.some(({ ref }) => mayBeSame(ref, want))) return
      const got = images.map(({ ref }) => ref).join(', ')
      const message = 'no container of the bundle runs the configured operator image'
      yield at(csv, deploymentsOf(csv)[0]?.way ?? [], { message, want, got, subject: 'operator image' })
    }),
  },
]

const isRelated = (csv: Manifest, ref: string): boolean =>
  relatedImages(csv).some(({ value }) => mayBeSame(text(value['image']) ?? '', ref))

const listed = (csv: Manifest): string =>
  relatedImages(csv)
    .map(({ value }) => shown(value['image']))
    .join(', ') || 'no relatedImages'

/** Every image that is named, at the first place; those of relatedImages behind the others. */
function eachOnce(csv: Manifest) {
  const related = relatedImages(csv).map(({ value, way }) => ({
    ...{ ref: text(value['image']) ?? '', way },
    where: `relatedImages ${shown(value['name'])}`,
  }))
  const all = [...namedImages(csv), ...related]
  return all.filter(({ ref }, index) => ref !== '' && all.findIndex((one) => one.ref === ref) === index)
}
