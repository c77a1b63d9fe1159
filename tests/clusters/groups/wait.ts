import { expect } from 'vitest'
import { refuses, type Group } from '../support/group.js'
import { configMap, idle } from '../support/objects.js'

/** wait in its forms. */
export const wait: Group = {
  name: 'wait',
  objects: ({ make }) => [
    make.deployment('web', 1),
    make.pod('one', idle, { labels: { set: 'w' } }),
    make.pod('two', idle, { labels: { set: 'w' } }),
    make.pod('stuck', idle, { spec: { nodeSelector: { none: 'such' } } }),
    make.pod('ends', 'true'),
  ],
  cases: {
    'for a condition': async ({ says }) =>
      expect(await says('wait --for=condition=Available deploy/web --timeout=180s')).toBe(
        'deployment.apps/web condition met',
      ),
    'for a condition that is false': async ({ says }) =>
      expect(await says('wait --for=condition=PodScheduled=false pod/stuck --timeout=180s')).toBe(
        'pod/stuck condition met',
      ),
    'for a field': async ({ says }) =>
      expect(await says('wait --for=jsonpath={.status.phase}=Succeeded pod/ends --timeout=180s')).toBe(
        'pod/ends condition met',
      ),
    'for a field of any value': async ({ says }) =>
      expect(await says('wait --for=jsonpath={.status.podIP} pod/one --timeout=180s')).toBe(
        'pod/one condition met',
      ),
    'for a selection': async ({ says }) => {
      const out = await says('wait --for=condition=Ready pods -l set=w --timeout=180s')
      expect(out.split('\n').sort()).toEqual(['pod/one condition met', 'pod/two condition met'])
    },
    'for a deletion': async ({ apply, says }) => {
      await apply(configMap('leaves'))
      const waiting = says('wait --for=delete cm/leaves --timeout=180s')
      await says('delete cm leaves')
      expect(await waiting).toMatch(/^(configmap\/leaves condition met)?$/)
    },
    'for the deletion of what is not there': async ({ says }) =>
      expect(await says('wait --for=delete cm/nothere --timeout=5s')).toBe(''),
    'for a creation': async ({ apply, says }) => {
      const waiting = says('wait --for=create cm/comes --timeout=180s')
      await apply(configMap('comes'))
      expect(await waiting).toBe('configmap/comes condition met')
    },
    'ends in time': refuses(
      'wait --for=condition=Ready pod/stuck --timeout=1s',
      'error: timed out waiting for the condition on pods/stuck',
    ),
    'for what is not there': refuses(
      'wait --for=condition=Ready pod/nothere --timeout=5s',
      'Error from server (NotFound): pods "nothere" not found',
    ),
  },
}
