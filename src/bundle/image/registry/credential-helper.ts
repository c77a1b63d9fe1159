import { execFile } from 'node:child_process'
import type { Environment } from '../../../lib/proxy-for.js'
import { isObject } from '../descriptor.js'
import { ImageError } from '../image-error.js'
import type { Credentials } from './credentials.js'

const deadlineMs = 30_000
const mostBytes = 256 * 1024
const notThere = 'credentials not found in native keychain'
/** The user name by which a helper says that its secret is an identity token. */
const tokenUser = '<token>'

/**
 * What `docker-credential-NAME` knows of a registry; `undefined` where it knows nothing. What it prints is never shown, nor
 * kept as a cause. Throws `image.refused` where it is not there or fails. Source: docker-credential-helpers.
 */
export async function askHelper(
  name: string,
  server: string,
  { env, signal }: { env: Environment; signal: AbortSignal },
): Promise<Credentials | undefined> {
  const program = `docker-credential-${name}`
  // A name that leads to another folder is none.
  if (!/^[\w.-]+$/.test(name)) throw failed('a credential helper', 'its name is not one of a program')
  const answer = await run(program, server, env, signal)
  signal.throwIfAborted()
  if (answer.why !== undefined) {
    if (answer.output.trim() === notThere) return undefined
    throw failed(program, answer.why)
  }
  const value = parsed(answer.output)
  const { Username: username, Secret: secret } = isObject(value) ? value : {}
  if (typeof username !== 'string' || typeof secret !== 'string')
    throw failed(program, 'it answered with something else than credentials')
  if (username === tokenUser) return { identityToken: secret }
  return username === '' ? undefined : { username, password: secret }
}

interface Answer {
  output: string
  /** Why it failed; absent where it did not. */
  why?: string
}

function run(program: string, server: string, env: Environment, signal: AbortSignal): Promise<Answer> {
  const limits = { timeout: deadlineMs, maxBuffer: mostBytes, killSignal: 'SIGKILL' as const, signal }
  return new Promise((resolve) => {
    const child = execFile(program, ['get'], { ...limits, env: { ...env } }, (error, output) =>
      resolve(error ? { output, why: reasonOf(error) } : { output }),
    )
    // One that ends without reading is told of by its exit code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(server)
  })
}

/** In words of ours: those of the error have the command's output in them. */
function reasonOf({ code, killed }: { code?: string | number | null; killed?: boolean }): string {
  if (code === 'ENOENT') return 'it is not on PATH'
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'it printed too much'
  if (killed) return `it did not answer within ${deadlineMs / 1000} s`
  return typeof code === 'number' ? `it ended with exit code ${code}` : `it did not run (${code ?? 'killed'})`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const failed = (what: string, why: string) =>
  new ImageError('image.refused', `${what}, which the docker config names, gave no credentials: ${why}`, {
    next: 'Log in again, or name a docker config.json with `auths` for this registry.',
  })
