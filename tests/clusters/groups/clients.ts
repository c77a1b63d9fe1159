import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import {
  AppsV1Api,
  CoreV1Api,
  Exec,
  KubernetesObjectApi,
  Log,
  PatchStrategy,
  type KubernetesObject,
  type V1Status,
} from '@kubernetes/client-node'
import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { configMap, idle } from '../support/objects.js'

/** @kubernetes/client-node: what programs in Node do. */
export const clients: Group = {
  name: 'clients',
  objects: ({ make }) => [
    make.pod('talks', idle),
    make.pod('ends', 'echo hello; sleep 2; echo again'),
    configMap('there', { a: '1' }),
  ],
  cases: {
    'read, write, list and delete': async ({ config, namespace }) => {
      const core = config.makeApiClient(CoreV1Api)
      await core.createNamespacedConfigMap({
        namespace,
        body: { metadata: { name: 'made' }, data: { a: '1' } },
      })
      const { items } = await core.listNamespacedConfigMap({ namespace, fieldSelector: 'metadata.name=made' })
      expect(items.map(({ data }) => data)).toEqual([{ a: '1' }])
      await core.deleteNamespacedConfigMap({ namespace, name: 'made' })
      await expect(core.readNamespacedConfigMap({ namespace, name: 'made' })).rejects.toMatchObject({
        code: 404,
      })
    },
    'list across namespaces': async ({ config, namespace }) => {
      const core = config.makeApiClient(CoreV1Api)
      const { items } = await core.listConfigMapForAllNamespaces({ fieldSelector: 'metadata.name=there' })
      expect(items.map(({ metadata }) => metadata?.namespace)).toContain(namespace)
    },
    'apply any object': async ({ config, namespace }) => {
      const objects = KubernetesObjectApi.makeApiClient(config)
      const wanted = configMap('applied', { a: '1' }, { namespace }) as unknown as KubernetesObject
      const force = [undefined, undefined, 'suite', true, PatchStrategy.ServerSideApply] as const
      const made = await objects.patch(wanted, ...force)
      expect(made).toMatchObject({ data: { a: '1' } })
    },
    'read and change the scale': async ({ apply, config, make, namespace }) => {
      await apply(make.deployment('scaled', 0))
      const apps = config.makeApiClient(AppsV1Api)
      const scale = await apps.readNamespacedDeploymentScale({ name: 'scaled', namespace })
      expect(scale.spec?.replicas ?? 0).toBe(0)
    },
    'follow a log to its end': async ({ config, namespace, until }) => {
      const log = new PassThrough()
      await until(() => new Log(config).log(namespace, 'ends', 'main', log, { follow: true }))
      expect(await text(log)).toBe('hello\nagain\n')
    },
    'run a command': async ({ config, namespace, says }) => {
      await says('wait --for=condition=Ready pod/talks --timeout=180s')
      const [stdout, stderr] = [new PassThrough(), new PassThrough()]
      const command = ['bash', '-c', 'echo out; echo err >&2; exit 3']
      const status = await new Promise<V1Status>((resolve, reject) => {
        new Exec(config)
          .exec(namespace, 'talks', 'main', command, stdout, stderr, null, false, resolve)
          .catch(reject)
      })
      stdout.end()
      stderr.end()
      expect([await text(stdout), await text(stderr)]).toEqual(['out\n', 'err\n'])
      expect(status).toMatchObject({
        status: 'Failure',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: '3' }] },
      })
    },
    'pass input to a command': async ({ config, namespace, says }) => {
      await says('wait --for=condition=Ready pod/talks --timeout=180s')
      const [stdin, stdout] = [new PassThrough(), new PassThrough()]
      const done = new Promise<V1Status>((resolve, reject) => {
        new Exec(config)
          .exec(namespace, 'talks', 'main', ['head', '-c', '5'], stdout, null, stdin, false, resolve)
          .catch(reject)
      })
      stdin.write('12345')
      expect((await done).status).toBe('Success')
      expect(String(stdout.read())).toBe('12345')
    },
  },
}
