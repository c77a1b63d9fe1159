import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseYaml } from '../../../src/kube/index.js'
import type { KubeObject } from '../../../src/model/kubernetes.js'

const root = resolve(import.meta.dirname, '../../../fixtures/olm-install')

/** What was recorded of a real OLM; `fixtures/olm-install/README.md` says how each came about. */
export const situations = [
  'approval-pending',
  'catalog-not-ready',
  'csv-deleted',
  'install-mode-unsupported',
  'installed',
  'no-operatorgroup',
  'no-such-channel',
  'no-such-package',
  'no-such-version',
  'operator-image-not-pulled',
  'two-operatorgroups',
  'unpack-failed',
  'upgraded',
] as const
export type Situation = (typeof situations)[number]

/** The namespace of every recording, and the package too. */
export const recordedNamespace = 'nfs-provisioner-operator'

const parsed = new Map<Situation, KubeObject[]>()

/** All objects of a situation, fresh each time: a test may change what it gets. */
export function recorded(name: Situation): KubeObject[] {
  const known = parsed.get(name) ?? readAll(name)
  parsed.set(name, known)
  return structuredClone(known)
}

function readAll(name: Situation): KubeObject[] {
  const folder = join(root, name)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseYaml(readFileSync(join(folder, file), 'utf8'), file))
    .flatMap((document) => (document as { items?: KubeObject[] }).items ?? [document as KubeObject])
}

/** The objects of a kind. */
export function ofKind(objects: readonly KubeObject[], kind: string): KubeObject[] {
  return objects.filter((object) => object.kind === kind)
}

/** The one object of a kind, or that with the name. */
export function theOne(objects: readonly KubeObject[], kind: string, name?: string): KubeObject {
  const found = ofKind(objects, kind).filter(({ metadata }) => name === undefined || metadata.name === name)
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} objects of ${kind} ${name ?? ''}`)
  return found[0]
}

/** The objects of one broken bundle; `fixtures/olm-cases/README.md` says what was done. */
export function recordedCase(name: string): KubeObject[] {
  const text = readFileSync(join(root, '../olm-cases', `${name}.yaml`), 'utf8')
  return parseYaml(text, name).flatMap((document) => (document as { items: KubeObject[] }).items)
}
