import { gzipSync } from 'node:zlib'
import { formatBytes } from '../../../lib/quantity.js'
import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import { annotationsFile } from '../view.js'

const check = 'MG-OLM-001'
const level = 'required'

/** A bundle is unpacked into one ConfigMap, each file packed with gzip and written as base64. Bytes. */
const mostBytes = 1024 ** 2

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
/** What the unpacker puts in place of what no key of a ConfigMap may hold. */
const keyOf = (path: string): string => nameOf(path).replace(/[^-._a-zA-Z0-9]+/g, '-')

export const layoutRules: BundleRule[] = [
  {
    ...{ id: 'manifests-missing', check, level },
    must: 'There is a folder manifests/ with files in it.',
    fix: 'Put the ClusterServiceVersion and the CustomResourceDefinitions into manifests/ at the root of the image.',
    *find({ bundle }) {
      if (bundle.files.some(({ path }) => path.startsWith('manifests/'))) return
      const message = 'the bundle has no manifests/'
      yield {
        path: 'manifests',
        message,
        want: 'a folder manifests/ with a ClusterServiceVersion',
        got: 'no file',
      }
    },
  },
  {
    ...{ id: 'annotations-missing', check, level },
    must: 'There is a file metadata/annotations.yaml with a mapping `annotations`.',
    fix: 'Add metadata/annotations.yaml; `operator-sdk generate bundle` writes it.',
    *find({ bundle, annotations, broken }) {
      if (broken.some(({ path }) => path === annotationsFile)) return
      const path = annotationsFile
      if (!annotations) {
        const others = bundle.files.map((file) => file.path).filter((one) => one.startsWith('metadata/'))
        const got = others.length > 0 ? others.join(', ') : 'no file in metadata/'
        yield { path, message: `the bundle has no ${path}`, want: path, got }
      } else if (!hasAnnotations(annotations.value)) {
        const message = `${path} has no mapping \`annotations\``
        yield at(annotations, [], { message, want: 'annotations: {...}', got: 'something else' })
      }
    },
  },
  {
    ...{ id: 'file-unparsable', check, level },
    must: 'Every file of manifests/ and metadata/ is YAML or JSON.',
    fix: 'Mend the file; nothing in it is read as it is.',
    *find({ broken }) {
      for (const { path, line, reason } of broken) {
        const place = line === undefined ? { path } : { path, line }
        yield {
          ...place,
          message: `${path} cannot be read: ${reason}`,
          want: 'YAML or JSON',
          got: reason,
          subject: path,
        }
      }
    },
  },
  {
    ...{ id: 'folder-inside', check, level },
    must: 'manifests/ and metadata/ hold files, and no folders: OLM fails to unpack them.',
    fix: 'Move the files up, or out of the bundle.',
    *find({ bundle }) {
      const folders = bundle.files
        .map(({ path }) => folderOf(path))
        .filter((folder) => /^(manifests|metadata)\//.test(folder))
      for (const path of new Set(folders))
        yield { path, message: `${path} is a folder`, want: 'files alone', got: 'a folder', subject: path }
    },
  },
  {
    ...{ id: 'hidden-file', check, level: 'recommended' },
    must: 'There are no hidden files in manifests/ and metadata/.',
    fix: 'Remove the file, or name it in .dockerignore.',
    *find({ bundle }) {
      for (const { path } of bundle.files)
        if (/^(manifests|metadata)\/\./.test(path))
          yield {
            path,
            message: `${path} is a hidden file`,
            want: 'no hidden file',
            got: nameOf(path),
            subject: path,
          }
    },
  },
  {
    ...{ id: 'no-object', check, level },
    must: 'Every document of manifests/ is a Kubernetes object, with apiVersion and kind.',
    fix: 'Add apiVersion and kind, or move the file out of manifests/.',
    *find({ strays }) {
      for (const document of strays) {
        const message = `${document.path} holds a document that is no Kubernetes object`
        yield at(document, [], { message, want: 'apiVersion and kind', got: 'a document without them' })
      }
    },
  },
  {
    ...{ id: 'several-documents', check, level },
    must: 'Every file of manifests/ holds one object: OLM reads the first and leaves the rest out.',
    fix: 'Give each object a file of its own.',
    *find({ manifests }) {
      for (const manifest of manifests.filter(({ index }) => index > 0)) {
        const message = `${manifest.kind} ${manifest.name} is not the first object of its file, so OLM does not read it`
        yield at(manifest, [], {
          message,
          want: 'one object in each file',
          got: `object ${manifest.index + 1}`,
        })
      }
    },
  },
  {
    ...{ id: 'file-name-twice', check, level },
    must: 'No file of manifests/ has the name of one of metadata/: OLM unpacks both into one ConfigMap.',
    fix: 'Rename one of them.',
    *find({ bundle }) {
      const seen = new Map<string, string>()
      for (const { path } of bundle.files.filter(({ path: one }) =>
        /^(manifests|metadata)\/[^/]+$/.test(one),
      )) {
        const before = seen.get(keyOf(path))
        seen.set(keyOf(path), path)
        if (before === undefined) continue
        const message = `${path} and ${before} come to one key of the ConfigMap that OLM unpacks them into`
        yield { path, message, want: 'different names', got: keyOf(path) }
      }
    },
  },
  {
    ...{ id: 'too-large', check, level },
    must: 'The files, packed with gzip and written as base64, come to 1 MiB at most: OLM unpacks them into one ConfigMap.',
    fix: 'Take the descriptions out of the CustomResourceDefinitions, shrink the icon, or split the operator.',
    *find({ bundle }) {
      const files = bundle.files.filter(
        ({ path }) => /^(manifests|metadata)\/[^/]+$/.test(path) && path !== annotationsFile,
      )
      const sizes = files.map(({ path, text }) => ({ path, size: Math.ceil(gzipSync(text).length / 3) * 4 }))
      const total = sizes.reduce((sum, { size }) => sum + size, 0)
      const [largest] = sizes.sort((a, b) => b.size - a.size)
      if (total <= mostBytes || !largest) return
      const message = `the bundle comes to ${formatBytes(total)} when it is unpacked; the largest file is ${largest.path}`
      yield {
        path: largest.path,
        message,
        want: `at most ${formatBytes(mostBytes)}`,
        got: formatBytes(total),
        subject: 'size',
      }
    },
  },
]

const hasAnnotations = (value: unknown): boolean =>
  value !== null &&
  typeof value === 'object' &&
  'annotations' in value &&
  typeof value.annotations === 'object' &&
  value.annotations !== null
