import { KubernetesObjectApi, Watch, makeInformer, type KubernetesObject } from '@kubernetes/client-node'
import { expect } from 'vitest'
import { deadline } from '../../../src/lib/deadline.js'
import type { Group } from '../support/group.js'
import { configMap } from '../support/objects.js'
import { whilePrinting } from '../support/printing.js'
import type { Scene } from '../support/scene.js'

interface Seen {
  type: string
  object: KubernetesObject & { code?: number; reason?: string; data?: Record<string, string> }
}

/** Collects a watch's events until `enough` says so, and gives them; `during` runs once the watch stands. */
async function watchUntil(
  { config }: Scene,
  path: string,
  query: Record<string, string | number | boolean>,
  enough: (seen: Seen[]) => boolean,
  during: () => Promise<unknown> = async () => {},
): Promise<Seen[]> {
  const seen: Seen[] = []
  let stop: AbortController | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const limit = deadline(60_000)
      limit.signal.addEventListener('abort', () => reject(new Error(`saw only ${JSON.stringify(seen)}`)))
      const see = (type: string, object: Seen['object']) => {
        seen.push({ type, object })
        if (enough(seen)) resolve()
      }
      new Watch(config)
        .watch(path, query, see, () => resolve())
        .then((controller) => {
          stop = controller
          during().catch(reject)
        }, reject)
    })
  } finally {
    stop?.abort()
  }
  return seen
}

const pathOf = ({ namespace }: Scene) => `/api/v1/namespaces/${namespace}/configmaps`
const typesOf = (seen: Seen[], name: string) =>
  seen.filter(({ object }) => object.metadata?.name === name).map(({ type }) => type)

/** Watches, as clients and informers use them. */
export const watch: Group = {
  name: 'watch',
  objects: () => [configMap('there', {}, { labels: { watched: 'yes' } })],
  cases: {
    'from a version on': async (scene) => {
      const { metadata } = await scene.ask({ path: pathOf(scene) })
      const query = { resourceVersion: String(metadata.resourceVersion) }
      const enough = (seen: Seen[]) => typesOf(seen, 'changes').includes('DELETED')
      const seen = await watchUntil(scene, pathOf(scene), query, enough, async () => {
        await scene.apply(configMap('changes', { a: '1' }))
        await scene.says(['patch', 'cm', 'changes', '-p', '{"data":{"a":"2"}}'])
        await scene.says('delete cm changes')
      })
      expect(typesOf(seen, 'changes')).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
      expect(typesOf(seen, 'there')).toEqual([])
    },
    'what was there first': async (scene) => {
      const seen = await watchUntil(scene, pathOf(scene), {}, (all) => typesOf(all, 'there').length > 0)
      expect(typesOf(seen, 'there')).toEqual(['ADDED'])
    },
    'past changes': async (scene) => {
      const { metadata } = await scene.ask({ path: pathOf(scene) })
      await scene.apply(configMap('past', { a: '1' }))
      const query = { resourceVersion: String(metadata.resourceVersion) }
      const seen = await watchUntil(scene, pathOf(scene), query, (all) => typesOf(all, 'past').length > 0)
      expect(typesOf(seen, 'past')).toEqual(['ADDED'])
    },
    'what enters and leaves a selection': async (scene) => {
      await scene.apply(configMap('moves'))
      const query = { labelSelector: 'moved=in' }
      const enough = (seen: Seen[]) => seen.length === 2
      const seen = await watchUntil(scene, pathOf(scene), query, enough, async () => {
        await scene.says('label cm moves moved=in')
        await scene.says('label cm moves moved=out --overwrite')
      })
      expect(typesOf(seen, 'moves')).toEqual(['ADDED', 'DELETED'])
    },
    'one by its name': async (scene) => {
      const query = { fieldSelector: 'metadata.name=named' }
      const seen = await watchUntil(
        scene,
        pathOf(scene),
        query,
        (all) => all.length === 1,
        async () => {
          await scene.apply(configMap('not-named'))
          await scene.apply(configMap('named'))
        },
      )
      expect(seen.map(({ object }) => object.metadata?.name)).toEqual(['named'])
    },
    'the list as a stream, with its mark': async (scene) => {
      const query = {
        ...{ sendInitialEvents: true, allowWatchBookmarks: true },
        resourceVersionMatch: 'NotOlderThan',
        labelSelector: 'watched=yes',
      }
      const enough = (seen: Seen[]) => seen.some(({ type }) => type === 'BOOKMARK')
      const seen = await watchUntil(scene, pathOf(scene), query, enough)
      expect(seen.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK'])
      expect(seen[1]?.object.metadata?.annotations).toMatchObject({ 'k8s.io/initial-events-end': 'true' })
    },
    'ends when its time is over': async (scene) => {
      const query = { timeoutSeconds: 1, fieldSelector: 'metadata.name=none' }
      expect(await watchUntil(scene, pathOf(scene), query, () => false)).toEqual([])
    },
    'from a version that is gone': async (scene) => {
      const seen = await watchUntil(scene, pathOf(scene), { resourceVersion: '1' }, (all) => all.length > 0)
      // A server that still has all of its history may begin with it instead.
      expect(seen[0]).toMatchObject(
        seen[0]?.type === 'ERROR' ? { object: { code: 410, reason: 'Expired' } } : { type: 'ADDED' },
      )
    },
    'get -w prints what changes': async (scene) => {
      await scene.apply(configMap('printed', { a: '1' }))
      const lines: string[] = []
      const words = ['get', 'cm', 'printed', '-w', '-o', 'jsonpath={.data.a}{"\\n"}']
      await whilePrinting(scene, words, async (line) => {
        lines.push(line)
        if (line === '2') return lines
        await scene.says(['patch', 'cm', 'printed', '-p', '{"data":{"a":"2"}}'])
        return undefined
      })
      expect(lines).toEqual(['1', '2'])
    },
    'get --watch-only prints changes alone': async (scene) => {
      const names: string[] = []
      const words = ['get', 'cm', '--watch-only', '-o', 'name']
      const seen = whilePrinting(scene, words, async (line) => {
        names.push(line)
        return line === 'configmap/only' ? line : undefined
      })
      // It does not say when its watch stands: so the object comes again until it is seen.
      await scene.until(async () => {
        await scene.says('delete cm only --ignore-not-found')
        await scene.apply(configMap('only'))
        expect(names).toContain('configmap/only')
      })
      await seen
      expect(names).not.toContain('configmap/there')
    },
    'an informer keeps up': async (scene) => {
      const api = KubernetesObjectApi.makeApiClient(scene.config)
      const informer = makeInformer<KubernetesObject>(scene.config, `${pathOf(scene)}`, async () => {
        const list = await api.list('v1', 'ConfigMap', scene.namespace)
        return { ...list, metadata: list.metadata ?? {} }
      })
      const seen: string[] = []
      for (const verb of ['add', 'update', 'delete'] as const)
        informer.on(verb, (object) => seen.push(`${verb} ${object.metadata?.name}`))
      informer.on('error', () => {})
      await informer.start()
      try {
        await scene.apply(configMap('informed', { a: '1' }))
        await scene.says(['patch', 'cm', 'informed', '-p', '{"data":{"a":"2"}}'])
        await scene.says('delete cm informed')
        await scene.until(async () => expect(seen).toContain('delete informed'))
      } finally {
        await informer.stop()
      }
      expect(seen).toEqual(
        expect.arrayContaining(['add there', 'add informed', 'update informed', 'delete informed']),
      )
    },
    'events of changes come in order of their versions': async (scene) => {
      const query = { labelSelector: 'ordered=yes' }
      const labels = { ordered: 'yes' }
      const names = Array.from({ length: 8 }, (_, i) => `ordered-${i}`)
      const enough = (seen: Seen[]) => seen.length >= names.length
      const seen = await watchUntil(scene, pathOf(scene), query, enough, () =>
        scene.apply(...names.map((name) => configMap(name, {}, { labels }))),
      )
      const versions = seen.map(({ object }) => BigInt(object.metadata?.resourceVersion ?? 0))
      expect(versions).toEqual([...versions].sort((a, b) => (a < b ? -1 : 1)))
    },
  },
}
