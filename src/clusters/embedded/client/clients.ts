import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ExpectedError } from '../../../model/errors.js'
import type { Mount } from '../node/sandbox/types.js'
import { findClient } from './find-client.js'

/** The `kubectl` and `oc` that gather scripts find: the host's real ones, else ours. */
export interface Clients {
  /** `kubectl v1.36.3 (/usr/bin/kubectl), oc: isv-must-gather 0.1.0`, for the report. */
  description: string
  /** What a container sees of them; nothing over what its image brings itself. */
  mounts: (image: { root: string }) => Mount[]
}

export interface ClientOptions {
  /** The host's PATH. */
  searchPath: string
  /** Our client: one JavaScript file for Node. */
  bundle: string
  /** Our client's version. */
  version: string
  /** Pretends that the host has no real ones. */
  hideReal: boolean
  /** A folder for launchers. */
  folder: string
}

const names = ['kubectl', 'oc']
/** Where a client is put, and where a real one of the host would be found first. */
const places = ['usr/local/bin', 'usr/bin']
const ownFolder = '/run/isv-must-gather'

/** Finds the real clients, and lays out ours for what is missing. */
export async function prepareClients(options: ClientOptions, signal: AbortSignal): Promise<Clients> {
  await mkdir(options.folder, { recursive: true })
  const parts = await Promise.all(names.map((name) => prepareClient(name, options, signal)))
  const ours = parts.some(({ own }) => own)
  if (ours && !existsSync(options.bundle)) throw bundleMissing(options.bundle)
  return {
    description: parts.map(({ description }) => description).join(', '),
    mounts: ({ root }) => [
      ...(ours ? ownMounts(options.bundle) : []),
      ...parts.filter(({ name }) => !imageHas(root, name)).flatMap(({ mounts }) => mounts),
    ],
  }
}

interface Part {
  name: string
  own: boolean
  description: string
  mounts: Mount[]
}

async function prepareClient(name: string, options: ClientOptions, signal: AbortSignal): Promise<Part> {
  const real = options.hideReal ? undefined : findClient(name, options.searchPath)
  const target = `/usr/local/bin/${name}`
  if (real) {
    const version = await realVersion(real.real, signal)
    const shown = real.path === target || real.path === `/usr/bin/${name}`
    const mounts = shown ? [] : [{ source: real.real, target, readOnly: true }]
    return { name, own: false, description: `${name} ${version} (${real.path})`, mounts }
  }
  const source = join(options.folder, name)
  await writeFile(source, launcher(name))
  await chmod(source, 0o755)
  const over = options.hideReal && existsSync(`/usr/bin/${name}`) ? [target, `/usr/bin/${name}`] : [target]
  const mounts = over.map((path) => ({ source, target: path, readOnly: true }))
  return { name, own: true, description: `${name}: isv-must-gather ${options.version}`, mounts }
}

/** Fixed text but for the name: Node and the bundle are always at the same place in a container. */
function launcher(name: string): string {
  return `#!/bin/sh\nISV_KUBECTL_NAME=${name} exec ${ownFolder}/node ${ownFolder}/kubectl.cjs "$@"\n`
}

function ownMounts(bundle: string): Mount[] {
  return [
    { source: process.execPath, target: `${ownFolder}/node`, readOnly: true },
    { source: bundle, target: `${ownFolder}/kubectl.cjs`, readOnly: true },
  ]
}

function imageHas(root: string, name: string): boolean {
  return places.some((place) => existsSync(join(root, place, name)))
}

async function realVersion(path: string, signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, ['version', '--client', '-o', 'json'], {
      signal,
      timeout: 10_000,
    })
    const answer = JSON.parse(stdout) as {
      clientVersion?: { gitVersion?: string }
      releaseClientVersion?: string
    }
    return answer.releaseClientVersion ?? answer.clientVersion?.gitVersion ?? 'of unknown version'
  } catch {
    signal.throwIfAborted()
    return 'of unknown version'
  }
}

function bundleMissing(bundle: string): ExpectedError {
  return new ExpectedError({
    code: 'embedded.client-missing',
    message: `this machine has no kubectl or oc, and the one of this project is not built: ${bundle} is missing`,
    next: 'Run `npm run build`, or install kubectl.',
    exitCode: 3,
  })
}
