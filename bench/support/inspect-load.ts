import { randomBytes } from 'node:crypto'
import { connect } from '../../src/kube/connect.js'
import type { Connection } from '../../src/kube/connection.js'
import { createObject, deleteObject, findObject } from '../../src/kube/objects.js'
import { wellKnown } from '../../src/kube/resource.js'
import { waitForCondition } from '../../src/kube/wait.js'
import { until } from '../../src/lib/deadline.js'

export interface LoadOptions {
  kubeconfig: string
  image: string
  namespaces: number
  podsEach: number
  /** Of all pods together. */
  logBytes: number
}

export interface Load {
  namespaces: string[]
  [Symbol.asyncDispose](): Promise<void>
}

/** Namespaces whose pods have printed so much; gone again when disposed of. */
export async function createLoad(options: LoadOptions): Promise<Load> {
  const connection = await connect({ kubeconfig: options.kubeconfig })
  const run = randomBytes(3).toString('hex')
  const namespaces = Array.from({ length: options.namespaces }, (_, index) => `bench-inspect-${run}-${index}`)
  const load: Load = {
    namespaces,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(
        namespaces.map((name) => deleteObject(connection, wellKnown.namespaces, { name })),
      )
      connection.close()
    },
  }
  const bytes = Math.ceil(options.logBytes / (options.namespaces * options.podsEach))
  try {
    // A few at a time: the kubelet starts pods one after the other anyway.
    for (const namespace of namespaces) await fill(connection, namespace, bytes, options)
    return load
  } catch (error) {
    await load[Symbol.asyncDispose]()
    throw error
  }
}

async function fill(
  connection: Connection,
  namespace: string,
  bytes: number,
  { image, podsEach }: LoadOptions,
): Promise<void> {
  await createObject(connection, wellKnown.namespaces, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  })
  const deadline = AbortSignal.timeout(180_000)
  await until(
    () => findObject(connection, wellKnown.serviceAccounts, { namespace, name: 'default' }, deadline),
    deadline,
  )
  const names = Array.from({ length: podsEach }, (_, index) => `printer-${index}`)
  for (const name of names)
    await createObject(connection, wellKnown.pods, printer(namespace, name, image, bytes))
  await Promise.all(
    names.map((name) =>
      waitForCondition(connection, { resource: wellKnown.pods, namespace, name }, 'Ready', {
        timeoutMs: 180_000,
      }),
    ),
  )
}

/** Prints so many bytes in lines of a hundred, is then ready, and stays. */
function printer(namespace: string, name: string, image: string, bytes: number) {
  const script = 'yes "$(printf "%099d" 7)" | head -c "$1"; touch /tmp/printed; exec sleep infinity'
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'printer',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['bash', '-c', script, 'printer', String(bytes)],
          // Unlike a readiness probe it ends with its success, and takes no time from what is measured.
          startupProbe: {
            exec: { command: ['test', '-e', '/tmp/printed'] },
            periodSeconds: 1,
            failureThreshold: 180,
          },
        },
      ],
    },
  }
}
