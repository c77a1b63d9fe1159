import { coerce, lt } from 'semver'
import { ExpectedError } from '../../model/errors.js'
import { runTool } from './tool.js'

/** Node images of today's Kubernetes need the containerd set-up that this version brought. */
const oldestVersion = '0.20.0'

const howToGet =
  'Get the kind binary from https://kind.sigs.k8s.io/docs/user/quick-start/#installation and put it on PATH, or choose another cluster with --cluster=embedded or --cluster=existing.'

/** Asks kind for its version. Throws `kind.not-found`, or `kind.too-old`. */
export async function kindVersion(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const failure = { code: 'kind.not-found', next: howToGet }
  const { stdout } = await runTool('kind', ['version'], { env, signal, failure })
  const version = coerce(stdout)
  // npm has an unrelated program of the same name, which says something else.
  if (!/^kind v?\d/.test(stdout) || version === null) throw unknownProgram()
  if (lt(version, oldestVersion)) throw tooOld(version.version)
  return version.version
}

function unknownProgram(): ExpectedError {
  return new ExpectedError({
    code: 'kind.not-found',
    message: 'the program named kind on PATH does not say its version as kind does',
    next: howToGet,
    exitCode: 3,
  })
}

function tooOld(version: string): ExpectedError {
  return new ExpectedError({
    code: 'kind.too-old',
    message: `kind ${version} is too old: ${oldestVersion} or later is needed`,
    next: howToGet,
    exitCode: 3,
  })
}
