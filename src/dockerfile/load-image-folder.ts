import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../model/errors.js'
import { evaluate } from './evaluate.js'
import { readInstructions } from './instructions.js'
import { readDockerignore } from './dockerignore.js'
import type { FolderImage } from './types.js'

export interface ImageFolderOptions {
  ref: string
  /** The build folder, with a Dockerfile or Containerfile. */
  context: string
  /** Names of the Dockerfile, of which the first that is there counts. */
  names?: readonly string[] | undefined
  args?: Record<string, string> | undefined
  /** `linux/amd64`, for TARGETARCH and the like. */
  platform: string
  /** Whether what the image is laid over has a folder at this path. */
  baseHasFolder: (path: string) => boolean
}

/**
 * Reads a build folder as an image over the host's root: its files and configuration, and notes on what was not done.
 * Throws `image.dockerfile-missing` and `image.dockerfile-invalid` (exit code 2).
 */
export function loadImageFolder(options: ImageFolderOptions): FolderImage {
  const { file, source } = readDockerfile(options.context, options.names ?? usualNames)
  const build = {
    file,
    context: options.context,
    ignored: readDockerignore(options.context),
    args: options.args ?? {},
    platform: options.platform,
    baseHasFolder: options.baseHasFolder,
  }
  const { stage, notes } = evaluate(readInstructions(source), build)
  return {
    ref: options.ref,
    labels: stage.labels,
    env: stage.env,
    workdir: stage.workdir,
    ...(stage.user === undefined ? {} : { user: stage.user }),
    entrypoint: stage.entrypoint,
    cmd: stage.cmd,
    files: [...stage.files.values()],
    directories: [...stage.directories],
    notes,
  }
}

const usualNames = ['Dockerfile', 'Containerfile']

function readDockerfile(context: string, names: readonly string[]): { file: string; source: string } {
  for (const name of names) {
    const file = join(context, name)
    try {
      return { file, source: readFileSync(file, 'utf8') }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    }
  }
  throw new ExpectedError({
    code: 'image.dockerfile-missing',
    message: `${context} has no Dockerfile`,
    next: 'Name the folder that the image is built from, with its Dockerfile or Containerfile.',
    exitCode: 2,
  })
}
