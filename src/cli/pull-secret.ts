import { readFile } from 'node:fs/promises'
import type { PullSecret } from '../kube/index.js'
import { ExpectedError, exitCodes } from '../model/errors.js'

/** Reads the file of `--pull-secret`. Throws `usage.pull-secret` without a word of what is in it. */
export async function readPullSecret(file: string): Promise<PullSecret> {
  const dockerConfigJson = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(
      file,
      error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code ?? 'error'})`,
    )
  })
  if (!hasAuths(dockerConfigJson)) throw unusable(file, 'is no JSON object with `auths`')
  return { dockerConfigJson }
}

function hasAuths(text: string): boolean {
  try {
    const { auths } = JSON.parse(text) as { auths?: unknown }
    return typeof auths === 'object' && auths !== null
  } catch {
    return false
  }
}

const unusable = (file: string, why: string) =>
  new ExpectedError({
    code: 'usage.pull-secret',
    message: `the pull secret ${file} ${why}`,
    next: 'Give a file in the form of ~/.docker/config.json, as `podman login --authfile FILE` writes it, or the value of the key .dockerconfigjson.',
    exitCode: exitCodes.usage,
  })
