import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createObject, resourceOf } from '../../kube/objects.js'
import { resourcePath, wellKnown } from '../../kube/resource.js'
import { parseDuration } from '../../lib/duration.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { booleanFlag, shared, stringFlag, type Command, type Context } from '../context.js'
import { dryRunOf, report } from '../dry-run.js'
import { KubectlError, throwAll } from '../errors.js'
import { readFiles, type FileObject } from '../files.js'
import { explainFailure, namespaceFor } from './apply.js'

/** Creates objects from files, or one of a few kinds from flags. */
export const create: Command = {
  flags: [
    shared.filename,
    shared.recursive,
    shared.output,
    shared.dryRun,
    shared.fieldManager,
    shared.showManagedFields,
    shared.template,
    { name: 'validate', type: 'string', bare: 'strict' },
    booleanFlag('save-config'),
    { name: 'from-literal', type: 'list' },
    { name: 'from-file', type: 'list' },
    { name: 'from-env-file', type: 'list' },
    stringFlag('type'),
    stringFlag('duration'),
    { name: 'audience', type: 'list' },
  ],
  async run(context) {
    if (context.flags.has('filename')) return createFromFiles(context)
    const [kind = '', ...names] = context.args
    if (kind === 'token') return createToken(context, names[0])
    const generate = generators[kind]
    if (!generate)
      throw new KubectlError(
        `this small client creates no ${kind === '' ? 'objects without -f' : `"${kind}" from flags`}; use -f, or install a real kubectl or oc`,
      )
    const object = await generate(context, names)
    await createOne(context, { object, source: '' }).catch((error: unknown) => {
      const failed = error as { reason?: string; message: string }
      throw failed.reason === 'AlreadyExists' || failed.reason === 'NotFound'
        ? new KubectlError(`failed to create ${object.kind.toLowerCase()}: ${failed.message}`)
        : error
    })
    return 0
  },
}

async function createFromFiles(context: Context): Promise<number> {
  const errors: unknown[] = []
  for (const file of await readFiles(context)) {
    await createOne(context, file).catch((error: unknown) => errors.push(explainFailure(error, file)))
  }
  throwAll(errors)
  return 0
}

async function createOne(context: Context, { object }: FileObject): Promise<void> {
  const connection = await context.connect()
  const resource = await resourceOf(connection, object, context.signal)
  const namespace = await namespaceFor(context, object.metadata.namespace)
  const metadata = resource.namespaced ? { namespace, ...object.metadata } : object.metadata
  const dryRun = dryRunOf(context)
  const whole = { ...object, metadata }
  const created =
    dryRun === 'client'
      ? whole
      : await createObject(connection, resource, whole, {
          dryRun: dryRun === 'server',
          fieldManager: context.flags.string('field-manager') ?? 'kubectl-create',
          fieldValidation: 'Strict',
          signal: context.signal,
          onWarning: (warning) => context.err(`Warning: ${warning}\n`),
        })
  report(context, { resource, object: created }, 'created')
}

type Generator = (context: Context, names: string[]) => Promise<KubeObject>

const simple =
  (kind: string): Generator =>
  (_, names) =>
    Promise.resolve({ apiVersion: 'v1', kind, metadata: { name: onlyName(names) } })

const generators: Record<string, Generator> = {
  namespace: simple('Namespace'),
  ns: simple('Namespace'),
  serviceaccount: simple('ServiceAccount'),
  sa: simple('ServiceAccount'),
  configmap: configMap,
  cm: configMap,
  secret,
}

async function configMap(context: Context, names: string[]): Promise<KubeObject> {
  const data = await readData(context)
  const texts = Object.entries(data).map(([key, value]) => [key, value.toString('utf8')])
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: onlyName(names) },
    data: Object.fromEntries(texts) as unknown,
  }
}

async function secret(context: Context, [kind, ...names]: string[]): Promise<KubeObject> {
  if (kind !== 'generic')
    throw new KubectlError(`this small client creates generic secrets only, not "${kind ?? ''}"`)
  const data = await readData(context)
  const encoded = Object.entries(data).map(([key, value]) => [key, value.toString('base64')])
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: onlyName(names) },
    type: context.flags.string('type') ?? 'Opaque',
    data: Object.fromEntries(encoded) as unknown,
  }
}

function onlyName(names: string[]): string {
  const [name] = names
  if (name !== undefined && names.length === 1) return name
  throw new KubectlError(`exactly one NAME is required, got ${names.length}`)
}

/** The keys and values of `--from-literal`, `--from-file` and `--from-env-file`. */
async function readData({ flags }: Context): Promise<Record<string, Buffer>> {
  const data: Record<string, Buffer> = {}
  for (const literal of flags.list('from-literal')) {
    const [key, value] = splitPair(literal)
    if (value === undefined) throw new KubectlError(`invalid literal source ${literal}, expected key=value`)
    data[key] = Buffer.from(value)
  }
  for (const file of flags.list('from-file')) Object.assign(data, await readFromFile(file))
  for (const path of flags.list('from-env-file')) {
    for (const line of (await readFile(path, 'utf8')).split(/\r?\n/)) {
      if (line.trim() === '' || line.trimStart().startsWith('#')) continue
      const [key, value = ''] = splitPair(line.trimStart())
      data[key] = Buffer.from(value)
    }
  }
  return data
}

async function readFromFile(source: string): Promise<Record<string, Buffer>> {
  const [first, second] = splitPair(source)
  const path = second ?? first
  const info = await stat(path).catch(() => {
    throw new KubectlError(`error reading ${path}: no such file or directory`)
  })
  if (!info.isDirectory()) return { [second === undefined ? basename(path) : first]: await readFile(path) }
  const entries = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isFile())
  return Object.fromEntries(
    await Promise.all(entries.map(async ({ name }) => [name, await readFile(join(path, name))] as const)),
  )
}

export function splitPair(text: string): [key: string, value: string | undefined] {
  const equals = text.indexOf('=')
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)]
}

async function createToken(context: Context, name: string | undefined): Promise<number> {
  if (name === undefined) throw new KubectlError('exactly one NAME is required, got 0')
  const duration = context.flags.string('duration')
  const ms = duration === undefined ? undefined : parseDuration(duration)
  const connection = await context.connect()
  const { body } = await connection.request<{ status: { token: string } }>({
    method: 'POST',
    path: resourcePath(wellKnown.serviceAccounts, {
      namespace: await context.namespace(),
      name,
      subresource: 'token',
    }),
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        audiences: [...context.flags.list('audience')],
        ...(ms !== undefined && { expirationSeconds: Math.round(ms / 1000) }),
      },
    },
    signal: context.signal,
  })
  context.out(`${body.status.token}\n`)
  return 0
}
