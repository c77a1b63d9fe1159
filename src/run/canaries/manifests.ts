import { createPrivateKey, createPublicKey } from 'node:crypto'
import { certificate } from '../../lib/certificate.js'
import { runLabels } from '../../lib/run-labels.js'
import type { Canary, CanaryKind } from '../../model/canaries.js'
import type { KubeObject } from '../../model/kubernetes.js'
import { imagePod } from '../image-pod.js'
import type { RunOptions } from '../types.js'
import { nameOf } from './places.js'
import { printCommand } from './print-to-log.js'

/** In the pods of canaries. */
export const podContainer = 'app'

type Manifest = (canary: Canary, options: RunOptions) => KubeObject

/** The object that a canary is planted in. Of a log it is the pod alone: what it prints it is told when it runs. */
const manifests: Record<CanaryKind, Manifest> = {
  opaque: secret('Opaque', () => ({ username: 'app' })),
  'basic-auth': secret('kubernetes.io/basic-auth', () => ({ username: 'git' })),
  dockerconfigjson: secret('kubernetes.io/dockerconfigjson'),
  tls: secret('kubernetes.io/tls', ({ value, namespace }, { now }) => ({
    'tls.crt': selfSigned(value, `webhook.${namespace}.svc`, now()),
  })),
  'config-map': ({ key, value, ...canary }, options) => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(canary, options) },
    data: { host: 'db.example.com', username: 'app', [key]: value },
  }),
  environment: ({ key, value, ...canary }, options) =>
    imagePod(options, {
      ...podOf(canary),
      command: ['/bin/bash', '-c', 'trap "exit 0" TERM; echo "store is ready"; sleep infinity & wait "$!"'],
      env: [{ name: key, value }],
    }),
  log: (canary, options) => imagePod(options, { ...podOf(canary), command: printCommand(nameOf(canary)) }),
}

export const manifestOf: Manifest = (canary, options) => manifests[canary.kind](canary, options)

function secret(
  type: string,
  beside: (canary: Canary, options: RunOptions) => Record<string, string> = () => ({}),
): Manifest {
  return (canary, options) => ({
    ...{ apiVersion: 'v1', kind: 'Secret', type, metadata: metadataOf(canary, options) },
    // Not stringData, of which a client leaves a copy in an annotation.
    data: inBase64({ ...beside(canary, options), [canary.key]: canary.value }),
  })
}

const inBase64 = (data: Record<string, string>) =>
  Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]))

const metadataOf = ({ namespace, object }: Pick<Canary, 'namespace' | 'object'>, { runId }: RunOptions) => ({
  name: nameOf({ object }),
  namespace,
  labels: runLabels(runId),
})

const podOf = ({ namespace, object }: Pick<Canary, 'namespace' | 'object'>) => ({
  metadata: { name: nameOf({ object }), namespace },
  container: podContainer,
})

function selfSigned(key: string, host: string, now: Date): string {
  const pair = { privateKey: createPrivateKey(key), publicKey: createPublicKey(key) }
  return certificate({
    ...{ subject: host, subjectKey: pair.publicKey, issuer: host, issuerKey: pair, now },
    extensions: [],
  })
}
