import { expect } from 'vitest'
import { refuses, type Group } from '../support/group.js'
import { idle, role, serviceAccount } from '../support/objects.js'
import type { Scene } from '../support/scene.js'

const review = async ({ ask }: Scene, token: string) => {
  const { status } = await ask({
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/tokenreviews',
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } },
  })
  return status as { authenticated?: boolean; user?: { username: string; groups: string[]; extra?: object } }
}

const anonymous = ['--kubeconfig=/dev/null']

/** A command with a token and nothing else to show. */
async function withToken({ kubectl, config }: Scene, token: string, words: string[]) {
  const cluster = config.getCurrentCluster()
  const flags = [
    ...anonymous,
    `--server=${cluster?.server ?? ''}`,
    '--insecure-skip-tls-verify',
    `--token=${token}`,
  ]
  return kubectl([...flags, ...words])
}

/** Service accounts and their tokens, in pods and outside. */
export const tokens: Group = {
  name: 'tokens',
  objects: ({ make, namespace }) => [
    serviceAccount('bot'),
    serviceAccount('leaves'),
    ...role('bot', [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }], ['bot'], namespace),
    make.pod('inside', idle, { spec: { serviceAccountName: 'bot' } }),
    make.pod('without', idle, { spec: { automountServiceAccountToken: false } }),
  ],
  cases: {
    'are made': async ({ says }) =>
      expect((await says('create token bot --duration=1h')).split('.')).toHaveLength(3),
    'say whose they are': async (scene) => {
      const status = await review(scene, await scene.says('create token bot'))
      expect(status).toMatchObject({
        authenticated: true,
        user: { username: `system:serviceaccount:${scene.namespace}:bot` },
      })
      expect(status.user?.groups).toContain('system:serviceaccounts')
    },
    'of nobody are not accepted': async (scene) => {
      expect((await review(scene, 'not.a.token')).authenticated ?? false).toBe(false)
    },
    'for another audience are not accepted': async (scene) => {
      const token = await scene.says('create token bot --audience=elsewhere')
      expect((await review(scene, token)).authenticated ?? false).toBe(false)
    },
    'are a user of the API': async (scene) => {
      const token = await scene.says('create token bot')
      expect((await withToken(scene, token, ['get', 'pod', 'inside', '-o', 'name'])).out).toBe('pod/inside')
      expect((await withToken(scene, token, ['get', 'secrets'])).err).toContain('is forbidden')
    },
    'of a deleted account are refused': async (scene) => {
      const token = await scene.says('create token leaves')
      await scene.says('delete sa leaves')
      await scene.until(async () =>
        expect((await withToken(scene, token, ['get', 'pods'])).err).toContain(
          'You must be logged in to the server',
        ),
      )
    },
    'wrong ones are refused': async (scene) =>
      expect((await withToken(scene, 'wrong', ['get', 'pods'])).err).toContain('Unauthorized'),
    'of no account are not made': refuses('create token nothere', /serviceaccounts "nothere" not found/),
    'are in a pod': async ({ says }) => {
      await says('wait --for=condition=Ready pod/inside --timeout=180s')
      const folder = '/var/run/secrets/kubernetes.io/serviceaccount'
      expect((await says(`exec inside -- ls ${folder}`)).split('\n').sort()).toEqual([
        'ca.crt',
        'namespace',
        'token',
      ])
    },
    'in a pod serve its kubectl': async ({ says, refused }) => {
      await says('wait --for=condition=Ready pod/inside --timeout=180s')
      expect(await says('exec inside -- kubectl get pod inside -o name')).toBe('pod/inside')
      expect(await refused('exec inside -- kubectl get secrets')).toContain('is forbidden')
    },
    'in a pod are bound to it': async (scene) => {
      await scene.says('wait --for=condition=Ready pod/inside --timeout=180s')
      const path = '/var/run/secrets/kubernetes.io/serviceaccount/token'
      const { user } = await review(scene, await scene.says(`exec inside -- cat ${path}`))
      expect(user?.extra).toMatchObject({ 'authentication.kubernetes.io/pod-name': ['inside'] })
    },
    'are not in a pod that wants none': async ({ says, refused }) => {
      await says('wait --for=condition=Ready pod/without --timeout=180s')
      expect(await refused('exec without -- ls /var/run/secrets/kubernetes.io')).toContain('No such file')
    },
    'every namespace has an account and the authority': async ({ says }) => {
      expect(await says('get sa default -o name')).toBe('serviceaccount/default')
      expect(await says(['get', 'cm', 'kube-root-ca.crt', '-o', 'jsonpath={.data.ca\\.crt}'])).toContain(
        'BEGIN CERTIFICATE',
      )
    },
    'a pod of no account is refused': async ({ refused, make, namespace }) => {
      const pod = make.pod('nobodys', 'true', { spec: { serviceAccountName: 'nothere' } })
      expect(await refused('create -f -', JSON.stringify(pod))).toContain(
        `error looking up service account ${namespace}/nothere: serviceaccount "nothere" not found`,
      )
    },
  },
}
