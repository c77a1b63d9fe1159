import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileBytes } from '../../capture/read/file-bytes.js'
import { loadImageFolder } from '../../dockerfile/load-image-folder.js'
import type { ImageFile as BuiltFile } from '../../dockerfile/types.js'
import { usualPlatform } from './choose-platform.js'
import { ImageError } from './image-error.js'
import { dockerfileNames } from './open-folder.js'
import { cleanPrefixes, isBelow } from './prefixes.js'
import type { ImageFile, ImageSource, OpenedImage } from './types.js'

type BuildSource = Extract<ImageSource, { kind: 'build' }>

/** The files that a build would copy and the labels that it would set; what it would run is not run. */
export function openBuild(
  { context, args, dockerfile }: BuildSource,
  { platform = usualPlatform, signal }: { platform?: string | undefined; signal: AbortSignal },
): OpenedImage {
  const names = dockerfile === undefined ? dockerfileNames : [dockerfile]
  const { files, labels } = loadImageFolder({
    ...{ ref: context, context, names, args, platform },
    // Of the base nothing is known, and where it is `scratch` there is nothing.
    baseHasFolder: () => false,
  })
  const name = names.find((one) => statSync(join(context, one), { throwIfNoEntry: false })?.isFile()) ?? ''
  return {
    kind: 'build',
    origin: context,
    labels,
    labelsFrom: 'dockerfile',
    dockerfile: { path: name, text: readFileSync(join(context, name), 'utf8') },
    files: (prefixes) => builtFiles(files, cleanPrefixes(prefixes), signal),
    close: () => Promise.resolve(),
  }
}

async function* builtFiles(
  files: readonly BuiltFile[],
  prefixes: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<ImageFile, void, undefined> {
  for (const { source, target } of files) {
    const path = target.replace(/^\/+/, '')
    if (!isBelow(path, prefixes)) continue
    await Promise.resolve(signal.throwIfAborted())
    if (source === undefined)
      throw new ImageError('image.unreadable', `${path} is a link`, { next: 'Copy the file itself.' })
    yield { path, size: statSync(source).size, content: () => fileBytes(source, signal) }
  }
}
