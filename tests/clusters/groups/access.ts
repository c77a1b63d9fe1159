import { expect } from 'vitest'
import type { Case, Group } from '../support/group.js'
import { configMap, idle, role, serviceAccount } from '../support/objects.js'
import type { Scene } from '../support/scene.js'

const user = ({ namespace }: Scene, account: string) => `system:serviceaccount:${namespace}:${account}`
const as = (scene: Scene, account = 'reader') => `--as=${user(scene, account)}`

const can =
  (words: string, answer: 'yes' | 'no', account = 'reader'): Case =>
  async (scene) => {
    const ran = await scene.kubectl(`auth can-i ${words} ${as(scene, account)}`)
    expect({ code: ran.code, answer: ran.out.split(' ')[0] }).toEqual({
      code: answer === 'yes' ? 0 : 1,
      answer,
    })
  }

const forbidden =
  (words: string, what: string): Case =>
  async (scene) => {
    const err = await scene.refused(`${as(scene)} ${words}`)
    expect(err).toContain(`is forbidden: User "${user(scene, 'reader')}" cannot ${what}`)
  }

const inNamespace =
  (words: string, what: string): Case =>
  async (scene) =>
    forbidden(words, `${what} in the namespace "${scene.namespace}"`)(scene)

/** Who may do what, and what they hear who may not. */
export const access: Group = {
  name: 'access',
  objects: ({ make, namespace }) => [
    serviceAccount('reader'),
    serviceAccount('viewer'),
    serviceAccount('admin'),
    ...role(
      'reader',
      [
        { apiGroups: [''], resources: ['configmaps', 'pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['allowed'] },
        { apiGroups: ['apps'], resources: ['*'], verbs: ['list'] },
      ],
      ['reader'],
      namespace,
    ),
    ...['view', 'admin'].map((name) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: `builtin-${name}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: name === 'view' ? 'viewer' : name, namespace }],
    })),
    configMap('conf'),
    make.pod('target', idle),
  ],
  cases: {
    'can-i yes': can('list configmaps', 'yes'),
    'can-i no': can('list secrets', 'no'),
    'can-i for one name': can('get secret/allowed', 'yes'),
    'can-i for another name': can('get secret/other', 'no'),
    'can-i for a subresource': can('get pods --subresource=log', 'yes'),
    'can-i for another subresource': can('create pods --subresource=exec', 'no'),
    'can-i for all of a group': can('list deployments.apps', 'yes'),
    'can-i elsewhere': can('list configmaps --all-namespaces', 'no'),
    'can-i for a path': can('get /version', 'yes'),
    'can-i of the role view': can('list deployments', 'yes', 'viewer'),
    'the role view has no secrets': can('get secrets', 'no', 'viewer'),
    'can-i of the role admin': can('create pods --subresource=exec', 'yes', 'admin'),
    'can-i --list': async (scene) => {
      const out = await scene.says(`auth can-i --list ${as(scene)}`)
      expect(out).toMatch(/^configmaps +\[\] +\[\] +\[get list watch\]$/m)
      expect(out).toMatch(/^secrets +\[\] +\[allowed\] +\[get\]$/m)
      expect(out).toMatch(/^\*\.apps +\[\] +\[\] +\[list\]$/m)
    },
    'the administrator may do all': async ({ says }) =>
      expect(await says(['auth', 'can-i', '*', '*'])).toBe('yes'),
    'groups count': async ({ says }) => {
      expect(await says('auth can-i delete nodes --as=anyone --as-group=system:masters')).toMatch(/yes$/)
    },
    whoami: async (scene) => {
      const name = await scene.says(`auth whoami -o jsonpath={.status.userInfo.username} ${as(scene)}`)
      expect(name).toBe(user(scene, 'reader'))
      const groups = await scene.says(`auth whoami -o jsonpath={.status.userInfo.groups} ${as(scene)}`)
      expect(JSON.parse(groups)).toContain(`system:serviceaccounts:${scene.namespace}`)
    },
    'what is allowed works': async (scene) =>
      expect(await scene.says(`get cm conf -o name ${as(scene)}`)).toBe('configmap/conf'),
    'denied to list': inNamespace('get secrets', 'list resource "secrets" in API group ""'),
    'denied to get': inNamespace('get sa default', 'get resource "serviceaccounts" in API group ""'),
    'denied to create': inNamespace('create cm x', 'create resource "configmaps" in API group ""'),
    'denied to delete': inNamespace('delete cm conf', 'delete resource "configmaps" in API group ""'),
    'denied to patch': inNamespace('label cm conf x=y', 'patch resource "configmaps" in API group ""'),
    'denied to run a command': inNamespace(
      'exec target -- true',
      'create resource "pods/exec" in API group ""',
    ),
    'denied in a group': inNamespace('get deploy x', 'get resource "deployments" in API group "apps"'),
    'denied in all namespaces': forbidden(
      'get cm -A',
      'list resource "configmaps" in API group "" at the cluster scope',
    ),
    'denied for the cluster': forbidden(
      'get nodes',
      'list resource "nodes" in API group "" at the cluster scope',
    ),
    'denied a path': async (scene) => {
      expect(await scene.refused(`get --raw /metrics ${as(scene)}`)).toContain('cannot get path "/metrics"')
    },
    'nobody gives what they do not have': async (scene) => {
      const rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }]
      const [wanted] = role('more', rules, [], scene.namespace)
      const err = await scene.refused(`create -f - ${as(scene, 'admin')}`, JSON.stringify(wanted))
      expect(err).toContain('is attempting to grant RBAC permissions not currently held')
    },
    'a binding cannot change its role': async ({ refused }) => {
      const change = JSON.stringify({ roleRef: { name: 'edit' } })
      expect(await refused(['patch', 'rolebinding', 'builtin-view', '-p', change])).toContain(
        'cannot change roleRef',
      )
    },
    'SelfSubjectRulesReview lists the rules': async (scene) => {
      const { status } = await scene.ask({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: { namespace: scene.namespace },
        },
        headers: { 'impersonate-user': user(scene, 'reader') },
      })
      expect(status.incomplete).toBe(false)
      expect(status.resourceRules).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            resources: ['configmaps', 'pods', 'pods/log'],
            verbs: ['get', 'list', 'watch'],
          }),
        ]),
      )
    },
    'reconcile makes roles': async ({ says, namespace }) => {
      const objects = role(
        'reconciled',
        [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
        ['reader'],
        namespace,
      )
      const input = objects.map((object) =>
        JSON.stringify({ ...object, metadata: { ...object.metadata, namespace } }),
      )
      expect(await says('auth reconcile -f -', input.join('\n---\n'))).toContain('reconciled')
    },
  },
}
