import { expect } from 'vitest'
import { fetch } from 'undici'
import type { Group } from '../support/group.js'
import { whilePrinting } from '../support/printing.js'
import type { Scene } from '../support/scene.js'

/** A small HTTP server for the port that it is given; every image of a gather has perl. */
const serve = (port: number, word: string) =>
  `exec perl -MIO::Socket::INET -e '$SIG{TERM}=sub{exit};$s=IO::Socket::INET->new(Listen=>9,LocalPort=>${port},ReuseAddr=>1) or die $!;while($c=$s->accept){while(<$c>){last if /^\\r?$/}print $c "HTTP/1.1 200 OK\\r\\nContent-Length: ${word.length}\\r\\nConnection: close\\r\\n\\r\\n${word}";close $c}'`

const port = 18_181

/** Services, their endpoints, and ways to a pod's port. */
export const services: Group = {
  name: 'services',
  objects: ({ make }) => [
    make.deployment('web', 1, serve(port, 'hello')),
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: port }] },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'headless' } },
      spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port }] },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'nobody' } },
      spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
    },
  ],
  cases: {
    'get an address and defaults': async ({ read }) => {
      const { spec } = await read('get svc web')
      expect(spec).toMatchObject({ type: 'ClusterIP', sessionAffinity: 'None', clusterIPs: [spec.clusterIP] })
      expect(spec.clusterIP).toMatch(/^[\d.]+$/)
      expect(spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: port }])
    },
    'without an address': async ({ says }) =>
      expect(await says('get svc headless --no-headers')).toMatch(
        /^headless +ClusterIP +None +<none> +18181\/TCP /,
      ),
    'have endpoints': async ({ read, says, until }) => {
      await says('rollout status deploy/web --timeout=180s')
      await until(async () => {
        const [pod] = (await read('get pods -l app=web')).items
        const { subsets } = await read('get endpoints web')
        expect(subsets[0].addresses[0].ip).toBe(pod.status.podIP)
        expect(subsets[0].ports[0].port).toBe(port)
      })
    },
    'have endpoint slices': async ({ read, until }) => {
      await until(async () => {
        const { items } = await read('get endpointslices -l kubernetes.io/service-name=web')
        expect(items[0].endpoints[0]).toMatchObject({
          conditions: { ready: true },
          targetRef: { kind: 'Pod' },
        })
      }, 90)
    },
    'without pods have none': async ({ says }) =>
      expect(await says('get endpoints nobody --no-headers')).toMatch(/^nobody +<none> /),
    'are described': async ({ says, until }) => {
      await until(
        async () => expect(await says('describe svc web')).toMatch(/^Endpoints: +[\d.]+:18181$/m),
        90,
      )
    },
    'expose makes one': async ({ says }) => {
      expect(await says('expose deploy/web --name=exposed --port=8080')).toBe('service/exposed exposed')
      expect(await says('get svc exposed -o jsonpath={.spec.selector.app}')).toBe('web')
    },
    'a pod is reached from itself': async ({ says, until }) => {
      await until(async () =>
        expect(
          await says([
            'exec',
            'deploy/web',
            '--',
            'bash',
            '-c',
            `exec 3<>/dev/tcp/127.0.0.1/${port}; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3`,
          ]),
        ).toContain('hello'),
      )
    },
    'a service is reached from a pod': async ({ says, read, until }) => {
      const { spec } = await read('get svc web')
      const script = `exec 3<>/dev/tcp/${spec.clusterIP}/80; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3`
      await until(async () =>
        expect(await says(['exec', 'deploy/web', '--', 'timeout', '5', 'bash', '-c', script])).toContain(
          'hello',
        ),
      )
    },
    'a service has a name': async ({ says, until }) => {
      await until(async () =>
        expect(await says('exec deploy/web -- getent hosts web')).toMatch(/^[\d.]+ +web\./),
      )
    },
    'port-forward to a pod': async (scene) => {
      await scene.says('rollout status deploy/web --timeout=180s')
      expect(await forwarded(scene, 'deploy/web', port)).toBe('hello')
    },
    'port-forward to a service': async (scene) => {
      await scene.says('rollout status deploy/web --timeout=180s')
      expect(await forwarded(scene, 'svc/web', 80)).toBe('hello')
    },
    'the API is asked through a proxy': async (scene) => {
      const namespace = await whilePrinting(scene, ['proxy', '--port=0'], async (line) => {
        const address = /^Starting to serve on (.*)$/.exec(line)?.[1]
        if (address === undefined) return undefined
        return (await fetch(`http://${address}/api/v1/namespaces/${scene.namespace}`)).json()
      })
      expect(namespace).toMatchObject({ kind: 'Namespace', metadata: { name: scene.namespace } })
    },
  },
}

async function forwarded(scene: Scene, to: string, remote: number): Promise<string> {
  const words = ['port-forward', to, `:${remote}`, '--address=127.0.0.1']
  return whilePrinting(scene, words, async (line) => {
    const address = /^Forwarding from (\S+) ->/.exec(line)?.[1]
    return address === undefined ? undefined : (await fetch(`http://${address}/`)).text()
  })
}
