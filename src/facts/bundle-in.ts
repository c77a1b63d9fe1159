import type { BundleFile } from '../bundle/index.js'
import { BundleRecord } from '../model/bundle.js'
import { jsonIn } from './json-in.js'
import { validator } from './validator.js'

const isRecord = validator(BundleRecord)
const folder = 'bundle/files/'

/** The record of the bundle image in a capture. */
export const bundleRecordIn = (besides: ReadonlyMap<string, string>) =>
  jsonIn<BundleRecord>(besides, 'bundle/bundle.json', isRecord)

/** The files of the bundle in a capture, by their paths in the image. */
export const bundleFilesIn = (besides: ReadonlyMap<string, string>): BundleFile[] =>
  [...besides]
    .filter(([path]) => path.startsWith(folder))
    .map(([path, text]) => ({ path: path.slice(folder.length), text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
