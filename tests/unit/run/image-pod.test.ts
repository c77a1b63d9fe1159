import { expect, test } from 'vitest'
import { createImagePod } from '../../../src/run/image-pod.js'
import { json, refuse, startScriptedServer } from '../kube/scripted-server.js'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'store', namespace: 'shop' },
  spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } }, containers: [] },
}

interface Sent {
  spec: { securityContext: object }
}

const contextsOf = (seen: readonly { body: string }[]) =>
  seen.map(({ body }) => (JSON.parse(body) as Sent).spec.securityContext)

test('a namespace that enforces restricted gets a pod that does not run as root', async () => {
  await using api = await startScriptedServer((request, response) => {
    if (request.body.includes('runAsNonRoot')) return json(response, JSON.parse(request.body), 201)
    refuse(response, 403, 'Forbidden', 'pods "store" is forbidden: violates PodSecurity "restricted:latest"')
  })
  await createImagePod(api.connection, pod, AbortSignal.timeout(60_000))
  const { securityContext } = pod.spec
  expect(contextsOf(api.seen)).toEqual([
    securityContext,
    { ...securityContext, runAsNonRoot: true, runAsUser: 65534 },
  ])
})

test('any other refusal is told as it is, after one try', async () => {
  await using api = await startScriptedServer((_, response) =>
    refuse(response, 403, 'Forbidden', 'pods "store" is forbidden: exceeded quota: small'),
  )
  await expect(createImagePod(api.connection, pod, AbortSignal.timeout(60_000))).rejects.toThrow(
    'exceeded quota',
  )
  expect(api.seen).toHaveLength(1)
})
