import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  applySamples,
  deleteSamples,
  installManifests,
  operatorContainers,
  waitReady,
} from '../../../src/install/index.js'
import type { MadeObject } from '../../../src/kube/remove-objects.js'
import { silentLogger } from '../../../src/model/logger.js'
import { startTestCluster, type TestCluster } from '../gather/cluster.js'

const signal = new AbortController().signal
const namespace = 'acme-operator'
let cluster: TestCluster
let dir: string

beforeAll(async () => {
  cluster = await startTestCluster()
  dir = await cluster.newDir()
  await cluster.image('acme/operator:1', {
    '/usr/bin/operator': '#!/bin/bash\ntrap "exit 0" TERM\necho started\nwhile :; do sleep 0.1; done\n',
    '/usr/bin/broken': '#!/bin/bash\nfor i in 1 2 3 4 5; do echo "step $i token-abc"; done\nexit 7\n',
  })
}, 60_000)
afterAll(() => cluster.stop())

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.acme.io}
spec:
  group: acme.io
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`
const deployment = (command: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: operator}
spec:
  selector: {matchLabels: {app: operator}}
  template:
    metadata: {labels: {app: operator}}
    spec:
      containers:
      - {name: manager, image: "acme/operator:1", command: [${command}]}
`
const widget = (spec: string) => `apiVersion: acme.io/v1\nkind: Widget\nmetadata: {name: w}\nspec: ${spec}\n`

let count = 0
async function file(text: string): Promise<string> {
  const path = join(dir, `${count++}.yaml`)
  await writeFile(path, text)
  return path
}

async function install(...texts: string[]) {
  const manifests = await Promise.all(texts.map(file))
  const isv = { install: { method: 'manifests' as const, manifests, namespace } }
  return installManifests({ connection: cluster.connection, isv, runId: 'r1', signal, logger: silentLogger })
}

async function exists(path: string): Promise<boolean> {
  return cluster.connection.request({ path }).then(
    () => true,
    () => false,
  )
}

const namespacePath = `/api/v1/namespaces/${namespace}`

describe('installManifests', { timeout: 60_000 }, () => {
  it('applies in the order of need, waits, names what runs, and takes all off again', async () => {
    // The Deployment's file comes first: the order of the files is not that of need.
    const installed = await install(deployment('/usr/bin/operator'), crd)
    expect(installed.made.map(({ object }) => object.kind)).toEqual([
      'Namespace',
      'CustomResourceDefinition',
      'Deployment',
    ])

    const ready = [
      { kind: 'Deployment', name: 'operator', condition: 'Available', timeoutMs: 20_000 },
      {
        kind: 'CustomResourceDefinition',
        name: 'widgets.acme.io',
        condition: 'Established',
        timeoutMs: 5000,
      },
    ]
    expect(await waitReady({ connection: cluster.connection, ready, namespace, signal })).toEqual([
      { what: `Deployment ${namespace}/operator: Available`, ready: true },
      { what: 'CustomResourceDefinition widgets.acme.io: Established', ready: true },
    ])
    const objects = installed.made.map(({ object }) => object)
    expect(await operatorContainers(cluster.connection, objects, signal)).toMatchObject([
      { container: 'manager', image: 'acme/operator:1', restarts: 0 },
    ])

    const made: MadeObject[] = []
    const isv = {
      dir,
      install: { method: 'manifests' as const, manifests: [], namespace },
      samples: [{ file: await file(widget('{size: 1}')), ready: [] }],
    }
    const samples = await applySamples(
      { connection: cluster.connection, isv, runId: 'r1', signal, logger: silentLogger },
      made,
    )
    expect(samples).toEqual([{ file: '2.yaml', ready: true }])
    expect(await deleteSamples(cluster.connection, made)).toEqual([])
    expect(await exists(`/apis/acme.io/v1/namespaces/${namespace}/widgets/w`)).toBe(false)

    expect(await installed.remove()).toEqual([])
    expect(await exists(namespacePath)).toBe(false)
    expect(await exists('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.acme.io')).toBe(
      false,
    )
  })

  it('takes off what it made where a later manifest is rejected', async () => {
    const wrong = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: 7}\n'
    await expect(install(crd, wrong)).rejects.toMatchObject({
      code: 'install.manifest-invalid',
      exitCode: 2,
      message: expect.stringMatching(/^Service s of \S+\.yaml: /) as string,
    })
    expect(await exists(namespacePath)).toBe(false)
    expect(await exists('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.acme.io')).toBe(
      false,
    )
  })

  it('names a kind that the cluster does not have', async () => {
    await expect(
      install('apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: r}\n'),
    ).rejects.toMatchObject({
      code: 'install.manifest-invalid',
      message: expect.stringContaining('"Route"') as string,
    })
  })

  it('leaves alone what was there before', async () => {
    const foreign = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }
    await cluster.connection.request({ method: 'POST', path: '/api/v1/namespaces', body: foreign })
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { a: '1' } }
    await cluster.connection.request({ method: 'POST', path: `${namespacePath}/configmaps`, body: config })
    const installed = await install(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine}\ndata: {b: "2"}\n',
    )
    expect(installed.made).toEqual([])
    expect(await installed.remove()).toEqual([])
    const { body } = await cluster.connection.request<{ metadata: { labels?: object } }>({
      path: `${namespacePath}/configmaps/mine`,
    })
    expect(body.metadata.labels).toBeUndefined()
    await cluster.connection.request({ method: 'DELETE', path: namespacePath })
  })
})

describe('waitReady', { timeout: 60_000 }, () => {
  it('says why something did not come, with the end of its log, redacted', async () => {
    const broken = deployment('/usr/bin/broken')
    const manifests = [await file(broken.replaceAll('operator}', 'broken}'))]
    const isv = { install: { method: 'manifests' as const, manifests, namespace: 'acme-broken' } }
    const installed = await installManifests({
      connection: cluster.connection,
      isv,
      runId: 'r1',
      signal,
      logger: silentLogger,
    })
    const [result, other] = await waitReady({
      connection: cluster.connection,
      namespace: 'acme-broken',
      ready: [
        { kind: 'Deployment', name: 'broken', condition: 'Available', timeoutMs: 4000 },
        { kind: 'Gadget', name: 'g', timeoutMs: 500 },
      ],
      signal,
      redact: (text) => text.replaceAll('token-abc', '***'),
    })
    expect(result).toMatchObject({ ready: false })
    expect(result?.why).toMatch(/exit code 7/)
    expect(result?.why).toContain('step 5 ***')
    expect(result?.why).not.toContain('step 2 ')
    expect(other?.why).toContain('Gadget')
    expect(await installed.remove()).toEqual([])
  })

  it('ends with an abort', async () => {
    const stop = new AbortController()
    const ready = [{ kind: 'ConfigMap', name: 'never', timeoutMs: 20_000 }]
    const waiting = waitReady({
      connection: cluster.connection,
      namespace: 'default',
      ready,
      signal: stop.signal,
    })
    stop.abort(new Error('interrupted'))
    await expect(waiting).rejects.toThrow('interrupted')
  })
})
