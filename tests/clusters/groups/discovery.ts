import { expect } from 'vitest'
import { prints, refuses, type Group } from '../support/group.js'

/** What a cluster says of itself. */
export const discovery: Group = {
  name: 'discovery',
  cases: {
    'api-resources': prints('api-resources', /^deployments +deploy +apps\/v1 +true +Deployment$/m),
    'api-resources by group': async ({ says }) => {
      const out = await says('api-resources --api-group=apps -o name --sort-by=name')
      expect(out.split('\n')).toEqual(
        ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'].map(
          (name) => `${name}.apps`,
        ),
      )
    },
    'api-resources that can be listed in a namespace': async ({ says }) => {
      const names = (await says('api-resources --verbs=list --namespaced -o name')).split('\n')
      expect(names).toEqual(
        expect.arrayContaining(['configmaps', 'events', 'jobs.batch', 'roles.rbac.authorization.k8s.io']),
      )
      expect(names).not.toContain('nodes')
    },
    'api-resources with verbs': prints(
      'api-resources --api-group=batch -o wide',
      /^jobs +batch\/v1 +true +Job +create,delete,deletecollection,get,list,patch,update,watch +all$/m,
    ),
    'api-versions': async ({ says }) =>
      expect((await says('api-versions')).split('\n')).toEqual(
        expect.arrayContaining([
          'apps/v1',
          'batch/v1',
          'events.k8s.io/v1',
          'rbac.authorization.k8s.io/v1',
          'v1',
        ]),
      ),
    version: prints('version', /^Server Version: v1\.\d+\.\d+/m),
    'version as json': async ({ read }) =>
      expect(await read('version')).toMatchObject({ serverVersion: { major: '1' } }),
    'cluster-info': prints('cluster-info', /Kubernetes control plane.* is running at .*https:\/\//),
    'explain a type': prints(
      'explain deployment',
      /^KIND: +Deployment\nVERSION: +v1$|^GROUP: +apps\nKIND: +Deployment$/m,
    ),
    'explain a field': prints('explain pod.spec.containers.image', /^FIELD: image <string>$/m),
    'explain what is not there': refuses('explain pod.spec.nothere', /field "nothere" does not exist/),
    'every type that can be listed is listed': async ({ says, kubectl }) => {
      const names = (await says('api-resources --verbs=list -o name')).split('\n')
      const { code, err } = await kubectl(['get', names.join(','), '--ignore-not-found', '-o', 'name'])
      expect({ code, err }).toEqual({ code: 0, err: expect.not.stringContaining('rror') })
    },
    nodes: prints('get nodes --no-headers', /^\S+ +Ready/m),
    'node facts': async ({ read }) => {
      const [node] = (await read('get nodes')).items
      expect(node.status.nodeInfo).toMatchObject({
        architecture: expect.stringMatching(/^\w+$/),
        kubeletVersion: expect.stringMatching(/^v1\./),
        operatingSystem: 'linux',
      })
      expect(node.metadata.labels['kubernetes.io/hostname']).toBeDefined()
    },
    'the namespaces of every cluster': async ({ says }) =>
      expect((await says('get ns -o name')).split('\n')).toEqual(
        expect.arrayContaining(
          ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((n) => `namespace/${n}`),
        ),
      ),
    'the roles of every cluster': async ({ says }) =>
      expect((await says('get clusterroles -o name')).split('\n')).toEqual(
        expect.arrayContaining(
          ['admin', 'cluster-admin', 'edit', 'view'].map(
            (name) => `clusterrole.rbac.authorization.k8s.io/${name}`,
          ),
        ),
      ),
    'the priority classes of every cluster': prints(
      'get priorityclass system-cluster-critical --no-headers',
      /2000000000/,
    ),
    'the API itself as a service': prints(
      'get svc kubernetes -n default -o jsonpath={.spec.ports[0].port}',
      '443',
    ),
    'dump of a namespace': async ({ says, namespace, folder }) => {
      await says('create cm dumped')
      await says(['cluster-info', 'dump', `--namespaces=${namespace}`, `--output-directory=${folder}/dump`])
    },
  },
}
