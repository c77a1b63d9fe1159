import { expect } from 'vitest'
import { prints, refuses, type Group } from '../support/group.js'
import { configMap } from '../support/objects.js'

/** get --raw, and what lists are on the wire: pages, versions, tables, partial objects. */
export const raw: Group = {
  name: 'raw',
  objects: () =>
    [1, 2, 3, 4, 5].map((n) => configMap(`page-${n}`, { n: String(n) }, { labels: { page: 'yes' } })),
  cases: {
    'says that it is ready': prints('get --raw /readyz', 'ok'),
    'says that it lives': prints('get --raw /livez', 'ok'),
    'says what of it is ready': prints('get --raw /readyz?verbose', /^\[\+\]ping ok$/m),
    'gives its version': async ({ says }) =>
      expect(JSON.parse(await says('get --raw /version'))).toMatchObject({
        major: '1',
        platform: /^linux\//,
      }),
    'gives one object': async ({ says, namespace }) => {
      const object = JSON.parse(
        await says(`get --raw /api/v1/namespaces/${namespace}/configmaps/page-1`),
      ) as object
      expect(object).toMatchObject({ kind: 'ConfigMap', data: { n: '1' } })
    },
    'gives a page and how many are left': async ({ ask, namespace }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps`
      const first = await ask({ path, query: { limit: 2 } })
      expect(first.items).toHaveLength(2)
      expect(first.metadata.continue).toMatch(/./)
      expect(first.metadata.remainingItemCount).toBeGreaterThanOrEqual(3)
    },
    'pages make the list as it was at first': async ({ ask, namespace, says, apply }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps`
      const names: string[] = []
      const query = { limit: 2, labelSelector: 'page=yes' }
      let page = await ask({ path, query })
      await apply(configMap('page-0', {}, { labels: { page: 'late' } }))
      await says('label cm page-0 page=yes --overwrite')
      for (;;) {
        names.push(...page.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name))
        if (!page.metadata.continue) break
        page = await ask({ path, query: { ...query, continue: page.metadata.continue } })
      }
      await says('label cm page-0 page-')
      expect(names).toEqual([1, 2, 3, 4, 5].map((n) => `page-${n}`))
    },
    'gives a list at an exact version': async ({ ask, namespace, apply, says }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps`
      await apply(configMap('exact', { a: '1' }, { labels: { exact: 'yes' } }))
      const labelSelector = 'exact=yes'
      const { metadata } = await ask({ path, query: { labelSelector } })
      await says(['patch', 'cm', 'exact', '-p', '{"data":{"a":"2"}}'])
      const { resourceVersion } = metadata
      const query = { labelSelector, resourceVersion, resourceVersionMatch: 'Exact' }
      const then = await ask({ path, query })
      expect(then.items[0].data).toEqual({ a: '1' })
    },
    'gives a list of any version': async ({ ask, namespace }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps`
      const { items } = await ask({ path, query: { resourceVersion: '0' } })
      expect(items).toBeInstanceOf(Array)
    },
    'gives a table': async ({ ask, namespace }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps/page-1`
      const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io'
      const table = await ask({ path, accept })
      expect(table).toMatchObject({ kind: 'Table', rows: [{ cells: ['page-1', 1, expect.any(String)] }] })
      const columns = table.columnDefinitions.map(({ name }: { name: string }) => name)
      expect(columns).toEqual(['Name', 'Data', 'Age'])
    },
    'gives metadata alone': async ({ ask, namespace }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps/page-1`
      const accept = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io'
      const found = await ask({ path, accept })
      expect(found).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'page-1' } })
      expect(found.data).toBeUndefined()
    },
    'refuses a token of no list': async ({ ask, namespace }) => {
      const path = `/api/v1/namespaces/${namespace}/configmaps`
      await expect(ask({ path, query: { limit: 1, continue: 'nonsense' } })).rejects.toMatchObject({
        status: 400,
      })
    },
    'has nothing at a wrong path': refuses(
      'get --raw /nothing/here',
      /NotFound|could not find the requested resource/,
    ),
    'has nothing in a wrong version': refuses(
      'get --raw /apis/apps/v9/deployments',
      /NotFound|could not find/,
    ),
  },
}
