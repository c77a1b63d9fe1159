import type { Bundle } from '../../bundle/index.js'
import type { BundleRecord } from '../../model/bundle.js'
import type { CatalogRecord } from '../../model/catalog.js'
import { readBundleImage, readIndexImage, type BundleRead, type IndexRead } from '../images/read-images.js'
import type { Phase, RunState } from '../types.js'

/** Reads the two images of OLM as files, which are judged whatever the operator is installed by. */
export const readBundleAndIndex: Phase = {
  name: 'bundle-and-index',
  deadlineMs: () => 10 * 60_000,
  skip: ({ options: { isv } }) =>
    isv.images.bundle || isv.images.index ? undefined : 'isv.yaml names neither a bundle nor an index',
  async act(state, signal, say) {
    const { options, capture } = state
    const { images, install } = options.isv
    const said: string[] = []
    if (images.bundle) {
      say(images.bundle.ref)
      state.bundle = await readBundleImage(images.bundle, options, signal)
      await writeBundle(state, state.bundle)
      said.push(`bundle ${sayRead(state.bundle)}`)
    }
    const packageName = install.olm?.package ?? packageOf(state.bundle)
    if (images.index && packageName !== undefined) {
      say(images.index.ref)
      state.index = await readIndexImage(images.index, packageName, options, signal)
      await capture.writeJson('index/index.json', indexRecord(state.index, packageName))
      if ('value' in state.index) await capture.writeJson('index/catalog.json', state.index.value.catalog)
      said.push(`index ${sayRead(state.index)}`)
    }
    return said.join(', ')
  },
}

const packageLabel = 'operators.operatorframework.io.bundle.package.v1'

/** Where isv.yaml names no package, the bundle says which one it is of. */
const packageOf = (read: BundleRead | undefined): string | undefined =>
  read && 'value' in read ? read.value.labels[packageLabel] : undefined

const sayRead = (read: BundleRead | IndexRead): string =>
  'value' in read
    ? `read from ${read.kind === 'build' ? 'its build folder' : read.origin}`
    : read.problem.message

async function writeBundle({ capture }: RunState, read: BundleRead): Promise<void> {
  await capture.writeJson('bundle/bundle.json', bundleRecord(read))
  if (!('value' in read)) return
  const { files, dockerfile } = read.value
  for (const { path, text } of files) await capture.writeText(`bundle/files/${path}`, text)
  if (dockerfile) await capture.writeText(`bundle/files/${dockerfile.path}`, dockerfile.text)
}

function bundleRecord(read: BundleRead): BundleRecord {
  const { ref } = read.image
  if (!('value' in read)) {
    const { code, message } = read.problem
    return {
      ...{ schemaVersion: 'bundle/v1', ref, origin: ref, labels: {}, labelsFrom: 'none' },
      problem: { code, message },
    }
  }
  const { origin, digest, labels, labelsFrom, dockerfile }: Bundle = read.value
  return {
    ...{ schemaVersion: 'bundle/v1', ref, origin, labels, labelsFrom },
    ...(digest === undefined ? {} : { digest }),
    ...(dockerfile === undefined ? {} : { dockerfile: dockerfile.path }),
  }
}

function indexRecord(read: IndexRead, packageName: string): CatalogRecord {
  const { ref } = read.image
  const same = { schemaVersion: 'index/v1', ref, package: packageName } as const
  if ('value' in read)
    return { ...same, origin: read.origin, ...(read.digest === undefined ? {} : { digest: read.digest }) }
  const { code, message } = read.problem
  return { ...same, origin: ref, problem: { code, message } }
}
