import { expect } from 'vitest'
import type { Group } from '../support/group.js'
import { configMap } from '../support/objects.js'

/** label and annotate. */
export const labels: Group = {
  name: 'labels',
  objects: () => ['a', 'b'].map((name) => configMap(`all-${name}`, {}, { labels: { set: 'all' } })),
  cases: {
    'are set, kept, overwritten and taken away': async ({ apply, says, refused }) => {
      await apply(configMap('one'))
      expect(await says('label cm one tier=front')).toBe('configmap/one labeled')
      expect(await says('label cm one tier=front')).toBe('configmap/one not labeled')
      expect(await refused('label cm one tier=back')).toContain("'tier' already has a value (front)")
      expect(await says('label cm one tier=back --overwrite')).toBe('configmap/one labeled')
      expect(await says('label cm one --list')).toBe('tier=back')
      expect(await says('label cm one tier-')).toBe('configmap/one unlabeled')
    },
    'of a selection': async ({ says }) => {
      const out = await says('label cm -l set=all extra=yes')
      expect(out.split('\n')).toEqual(['configmap/all-a labeled', 'configmap/all-b labeled'])
    },
    'of a wrong form are refused': async ({ refused }) => {
      expect(await refused('label cm all-a x=not/valid')).toMatch(/a valid label must be/)
    },
    'annotations take any text': async ({ apply, says, read }) => {
      await apply(configMap('noted'))
      expect(await says(['annotate', 'cm', 'noted', 'example.test/note=any text: of {all} kinds'])).toBe(
        'configmap/noted annotated',
      )
      expect((await read('get cm noted')).metadata.annotations).toMatchObject({
        'example.test/note': 'any text: of {all} kinds',
      })
    },
  },
}
