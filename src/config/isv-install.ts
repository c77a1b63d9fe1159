import type { InstallMethod, InstallMode } from '../model/install-config.js'
import { installMethods } from '../model/install-config.js'
import type { ResolvedIsv } from '../model/isv-config.js'
import type { ConfigDocument, DocumentPath } from './document.js'
import type { ConfigProblem } from './problem.js'

type Need = 'manifests' | 'package' | 'channel' | 'bundle' | 'index'

/** What each method cannot do without. */
const needs: Record<InstallMethod, readonly Need[]> = {
  manifests: ['manifests'],
  bundle: ['bundle'],
  // The bundle says which CSV is awaited, and is what a cluster without OLM is given.
  olm: ['package', 'channel', 'index', 'bundle'],
}

const places: Record<Need, DocumentPath> = {
  manifests: ['spec', 'install', 'manifests'],
  package: ['spec', 'install', 'package'],
  channel: ['spec', 'install', 'channel'],
  bundle: ['spec', 'images', 'bundle'],
  index: ['spec', 'images', 'index'],
}

/** What a method lacks in a configuration: `spec.install.manifests`, `spec.images.index`. */
export function missingFor(method: InstallMethod, { install, images }: ResolvedIsv): string[] {
  const has: Record<Need, boolean> = {
    manifests: install.manifests.length > 0,
    package: install.olm !== undefined,
    channel: install.olm !== undefined,
    bundle: images.bundle !== undefined,
    index: images.index !== undefined,
  }
  return needs[method].filter((need) => !has[need]).map((need) => places[need].join('.'))
}

interface Written {
  spec?: {
    install?: {
      method?: unknown
      namespace?: unknown
      installMode?: unknown
      targetNamespaces?: unknown
      [key: string]: unknown
    } | null
    images?: Record<string, unknown> | null
  } | null
}

/** The method has what it needs, and install mode and target namespaces fit each other. */
export function checkIsvInstall(document: ConfigDocument): ConfigProblem[] {
  const { install, images } = (document.value as Written | null)?.spec ?? {}
  if (!install || typeof install !== 'object') return []
  return [...unmet(document, install, images ?? {}), ...misfits(document, install)]
}

type WrittenInstall = NonNullable<NonNullable<Written['spec']>['install']>

function unmet(
  document: ConfigDocument,
  install: WrittenInstall,
  images: Record<string, unknown>,
): ConfigProblem[] {
  const method = installMethods.find((one) => one === install.method)
  if (method === undefined) return []
  return needs[method]
    .filter((need) => (places[need][1] === 'images' ? images[need] : install[need]) === undefined)
    .map((need) =>
      document.problem({
        path: places[need],
        message: `"${need}" is missing, which method ${method} needs`,
        expected: expectations[need],
      }),
    )
}

const expectations: Record<Need, string> = {
  manifests: 'the manifests of the operator',
  package: 'the package of the index that is installed',
  channel: 'the channel of the package',
  bundle: 'the bundle image, as a reference or {ref, build}',
  index: 'the index image that OLM installs from, as a reference or {ref, build}',
}

/** What is wrong with the targets of a mode, where something is. */
const modes: Record<InstallMode, (targets: readonly string[], own: unknown) => string | undefined> = {
  OwnNamespace: (targets, own) =>
    targets.length === 1 && targets[0] === own ? undefined : `OwnNamespace watches ${String(own)} alone`,
  SingleNamespace: (targets, own) =>
    targets.length === 1 && targets[0] !== own
      ? undefined
      : 'SingleNamespace watches one namespace that is not its own',
  MultiNamespace: (targets) =>
    targets.length > 1 ? undefined : 'MultiNamespace watches two namespaces or more',
  AllNamespaces: () => 'AllNamespaces watches every namespace',
}

function misfits(
  document: ConfigDocument,
  { installMode, targetNamespaces, namespace }: WrittenInstall,
): ConfigProblem[] {
  const mode = Object.keys(modes).find((one) => one === installMode) as InstallMode | undefined
  if (mode === undefined) return []
  const path = ['spec', 'install', 'targetNamespaces']
  if (targetNamespaces === undefined)
    return mode === 'OwnNamespace' || mode === 'AllNamespaces'
      ? []
      : [document.problem({ path, message: `"targetNamespaces" is missing, which ${mode} needs` })]
  if (!Array.isArray(targetNamespaces)) return []
  const message = modes[mode](targetNamespaces.map(String), namespace)
  return message === undefined ? [] : [document.problem({ path, message })]
}
