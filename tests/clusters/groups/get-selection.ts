import { expect } from 'vitest'
import { prints, refuses, type Case, type Group } from '../support/group.js'
import { configMap, idle } from '../support/objects.js'

const selects =
  (selector: string, names: string[]): Case =>
  async ({ says }) => {
    const out = await says(['get', 'cm', '-l', selector, '-o', 'name'])
    expect(out.split('\n').filter(Boolean)).toEqual(names.map((name) => `configmap/${name}`))
  }

/** get: which objects. */
export const getSelection: Group = {
  name: 'get-selection',
  objects: ({ make }) => [
    configMap('s1', { size: '2' }, { labels: { set: 's', tier: 'front' } }),
    configMap('s2', { size: '1' }, { labels: { set: 's', tier: 'back' } }),
    configMap('s3', { size: '3' }, { labels: { set: 's' } }),
    make.pod('runs', idle),
    make.pod('waits', idle, { spec: { nodeSelector: { none: 'such' } } }),
  ],
  cases: {
    'by a label': selects('tier=front', ['s1']),
    'by a label that differs': selects('set=s,tier!=front', ['s2', 's3']),
    'by a set of values': selects('tier in (front,back)', ['s1', 's2']),
    'by not in a set': selects('set,tier notin (front)', ['s2', 's3']),
    'by a label that is there': selects('tier', ['s1', 's2']),
    'by a label that is not there': selects('set,!tier', ['s3']),
    'by a wrong selector is refused': refuses(
      ['get', 'cm', '-l', 'a=b=c'],
      /unable to parse|found '=', expected/,
    ),
    'by name in a field selector': prints('get cm --field-selector=metadata.name=s2 -o name', 'configmap/s2'),
    'by a name that differs': async ({ says }) => {
      const out = await says('get cm -l set=s --field-selector=metadata.name!=s2 -o name')
      expect(out).toBe('configmap/s1\nconfigmap/s3')
    },
    'by the phase of a pod': async ({ says, until }) => {
      await until(async () =>
        expect(await says('get pods --field-selector=status.phase=Running -o name')).toBe('pod/runs'),
      )
      expect(await says('get pods --field-selector=status.phase!=Running -o name')).toBe('pod/waits')
    },
    'by the node of a pod': async ({ says, until, read }) => {
      const { spec } = await until(async () => {
        const pod = await read('get pod runs')
        expect(pod.spec.nodeName).toBeDefined()
        return pod
      })
      expect(await says(`get pods --field-selector=spec.nodeName=${spec.nodeName} -o name`)).toBe('pod/runs')
    },
    'by a field that cannot be selected is refused': refuses(
      'get cm --field-selector=data.size=1',
      /field label not supported: data.size|"data.size" is not a known field selector/,
    ),
    'in all namespaces': async ({ says, namespace }) => {
      const out = await says('get cm -A -l set=s --no-headers')
      const own = out.split('\n').filter((line) => line.startsWith(`${namespace} `))
      expect(own.map((line) => line.split(/ +/)[1])).toEqual(['s1', 's2', 's3'])
    },
    'sorted by a field': prints(
      'get cm -l set=s --sort-by=.data.size -o name',
      'configmap/s2\nconfigmap/s1\nconfigmap/s3',
    ),
    'sorted by time': async ({ says }) => {
      const out = await says('get pods --sort-by=.metadata.creationTimestamp -o name')
      expect(out.split('\n').sort()).toEqual(['pod/runs', 'pod/waits'])
    },
    'in pieces': prints('get cm -l set=s --chunk-size=1 -o name', 'configmap/s1\nconfigmap/s2\nconfigmap/s3'),
    'of several names': prints('get cm s1 s3 -o name', 'configmap/s1\nconfigmap/s3'),
    'of the category all': async ({ says }) => expect(await says('get all -o name')).toContain('pod/runs'),
    'of a type by its group': prints('get pods. runs -o name', 'pod/runs'),
    'of what a file names': async ({ says }) =>
      expect(await says('get -f - -o name', JSON.stringify(configMap('s1')))).toBe('configmap/s1'),
    'of one that is not there': refuses(
      'get pod nothere',
      'Error from server (NotFound): pods "nothere" not found',
    ),
    'of one that may be absent': prints('get pod nothere --ignore-not-found', ''),
    'of none': async ({ kubectl, namespace }) =>
      expect(await kubectl('get secrets -l none=such')).toEqual({
        code: 0,
        out: '',
        err: `No resources found in ${namespace} namespace.`,
      }),
    'of one that is there and one that is not': async ({ kubectl }) => {
      const ran = await kubectl('get cm s1 nothere -o name')
      expect(ran).toMatchObject({ code: 1, out: 'configmap/s1' })
      expect(ran.err).toBe('Error from server (NotFound): configmaps "nothere" not found')
    },
    'of an unknown type': refuses('get foos', 'error: the server doesn\'t have a resource type "foos"'),
  },
}
