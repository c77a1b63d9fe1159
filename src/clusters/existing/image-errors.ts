import { ExpectedError } from '../../model/errors.js'

/** `--images=build` where nothing can be built. */
export function cannotBuild(ref: string, context: string): ExpectedError {
  return new ExpectedError({
    code: 'existing.cannot-build',
    message: `${ref} cannot be built on an existing cluster: its nodes only pull`,
    next: `${push(ref, context)} Then run without --images=build. --cluster=kind builds it.`,
    exitCode: 2,
  })
}

/** An image with a build folder that the cluster cannot pull; the folder is of no use there. */
export function notPullable(ref: string, context: string, problem: string): ExpectedError {
  return new ExpectedError({
    code: 'existing.not-pullable',
    message: `the cluster cannot pull ${ref}, and an existing cluster does not build: ${problem}`,
    next: `${push(ref, context)} A registry that asks for credentials needs --pull-secret. --cluster=kind builds the image.`,
    exitCode: 3,
  })
}

const push = (ref: string, context: string) =>
  `Build it from ${context} and push it as ${ref} to a registry that the nodes reach.`
