import type { ImageConfig, ImageFile } from './types.js'

/** An image as far as the instructions read so far have made it. */
export interface Stage extends ImageConfig {
  /** What `FROM` names. */
  base: string
  files: Map<string, ImageFile>
  directories: Set<string>
  /** The values of this stage's ARGs. */
  args: Record<string, string>
  shell: string[]
}

/** The stage that `FROM base` begins: a copy of the one it names, or an empty one. */
export function beginStage(base: string, parent: Stage | undefined): Stage {
  if (parent) {
    return { ...structuredClone(parent), args: {} }
  }
  return {
    base,
    labels: {},
    env: {},
    workdir: '/',
    entrypoint: [],
    cmd: [],
    files: new Map(),
    directories: new Set(),
    args: {},
    shell: ['/bin/sh', '-c'],
  }
}
