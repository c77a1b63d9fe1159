import { readManifests } from '../../install/index.js'
import type { ResolvedIsv } from '../../model/isv-config.js'
import type { KubeObject } from '../../model/kubernetes.js'

/** The operator's namespace, and those of its operands: of the objects of the samples, and that these make. */
export function namespacesOf(
  { install }: Pick<ResolvedIsv, 'install'>,
  samples: readonly KubeObject[],
): string[] {
  const ofSamples = samples.flatMap(({ kind, metadata }) =>
    kind === 'Namespace' ? metadata.name : (metadata.namespace ?? []),
  )
  return [...new Set([install.namespace, ...ofSamples])]
}

export async function canaryNamespaces(isv: ResolvedIsv): Promise<string[]> {
  const manifests = await readManifests(isv.samples.map(({ file }) => file))
  return namespacesOf(
    isv,
    manifests.map(({ object }) => object),
  )
}
