import { ExpectedError, exitCodes } from '../../model/errors.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { csvSpec } from './csv.js'

/** What a bundle has that only OLM can give it, in words; empty where it can be installed without. */
export function whatNeedsOlm(csv: KubeObject, hasType: (name: string) => boolean): string[] {
  const { webhookdefinitions = [], apiservicedefinitions = {}, customresourcedefinitions = {} } = csvSpec(csv)
  const { owned = [], required = [] } = apiservicedefinitions
  return [
    ...webhookdefinitions.map(
      ({ generateName = 'without a name' }) => `webhook ${generateName}, whose certificate OLM makes`,
    ),
    ...owned.map(({ name = 'without a name' }) => `APIService ${name}, whose certificate OLM makes`),
    ...(customresourcedefinitions.required ?? [])
      .filter(({ name }) => !hasType(name))
      .map(({ name }) => `type ${name}, whose operator OLM brings`),
    ...required.map(({ name = 'without a name' }) => `APIService ${name}, whose operator OLM brings`),
  ]
}

/** Installed without these the operator would fail, and be blamed for it. */
export const needsOlm = (csv: KubeObject, reasons: readonly string[]): ExpectedError =>
  new ExpectedError({
    code: 'install.needs-olm',
    message: `${csv.metadata.name} cannot be installed from its bundle without OLM: ${reasons.join('; ')}`,
    next: 'Install it with OLM (--install=olm --olm=install --olm-manifests PATH on kind, or a cluster that has OLM), or by --install=manifests.',
    exitCode: exitCodes.environment,
  })
