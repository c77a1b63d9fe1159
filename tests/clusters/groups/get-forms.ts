import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prints, refuses, type Group } from '../support/group.js'
import { configMap, idle, secret } from '../support/objects.js'

const data = { a: '1', 'key.with.dots': 'dotted' }
const mounts = [{ name: 'v', mountPath: '/v' }]
const range = '{range .items[*]}{.metadata.name}{"\\t"}{.data.a}{"\\n"}{end}'
const template =
  '{{range .items}}{{.metadata.name}} {{if .data}}{{index .data "a"}}{{else}}none{{end}}{{"\\n"}}{{end}}'

/** get in the output forms that gather scripts use. */
export const getForms: Group = {
  name: 'get-forms',
  objects: ({ make }) => [
    configMap('one', data, { labels: { app: 'x' } }),
    { ...configMap('two'), data: undefined },
    secret('hush', { p: 'q' }),
    make.deployment('web', 0),
    make.pod('shown', idle, {
      main: { volumeMounts: mounts, env: [{ name: 'A', value: '1' }] },
      spec: { volumes: [{ name: 'v', emptyDir: {} }] },
    }),
  ],
  cases: {
    yaml: prints(
      'get cm one -o yaml',
      /^apiVersion: v1\ndata:\n {2}a: "1"\n {2}key.with.dots: dotted\nkind: ConfigMap\n/,
    ),
    'yaml of a list': prints(
      'get cm -l app=x -o yaml',
      /^apiVersion: v1\nitems:\n- apiVersion: v1\n {2}data:/,
    ),
    'yaml of an empty list': prints(
      'get cm -l app=none -o yaml',
      'apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: ""',
    ),
    json: async ({ read }) =>
      expect(await read('get cm one')).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data }),
    'json of several types': async ({ read }) => {
      const { items } = await read('get cm/one secret/hush')
      expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['ConfigMap', 'Secret'])
    },
    name: prints('get cm/one deploy/web -o name', 'configmap/one\ndeployment.apps/web'),
    table: prints('get deploy web', /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +0\/0 +0 +0 +\S+$/),
    wide: prints(
      'get deploy web -o wide',
      /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR\nweb +0\/0 +0 +0 +\S+ +main +\S+ +app=web$/,
    ),
    'wide of a pod': async ({ says, until }) => {
      await until(async () => expect(await says('get pod shown')).toContain('Running'))
      expect(await says('get pod shown -o wide')).toMatch(
        /^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES\nshown +1\/1 +Running +0 +\S+ +[\d.]+ +\S+ +<none> +<none>$/,
      )
    },
    'without headers': prints('get cm two --no-headers', /^two +0 +\S+$/),
    'several types, one table each': prints(
      'get cm/one deploy/web',
      /^NAME +DATA +AGE\nconfigmap\/one +2 +\S+\n\nNAME +READY .*\ndeployment.apps\/web +0\/0/,
    ),
    'with the kind shown': prints('get cm one --no-headers --show-kind', /^configmap\/one /),
    'with labels': prints('get cm one --show-labels --no-headers', /^one +2 +\S+ +app=x$/),
    'with a label as a column': prints('get cm one -L app', /^NAME +DATA +AGE +APP\none +2 +\S+ +x$/),
    jsonpath: prints(['get', 'cm', 'one', '-o', 'jsonpath={.data.a} {.data.key\\.with\\.dots}'], '1 dotted'),
    'jsonpath over a list': prints(['get', 'cm', '-l', 'app=x', '-o', `jsonpath=${range}`], 'one\t1'),
    'jsonpath with a filter': prints(
      ['get', 'pod', 'shown', '-o', 'jsonpath={.spec.containers[?(@.name=="main")].env[0].value}'],
      '1',
    ),
    'jsonpath as json': prints(['get', 'cm', 'one', '-o', 'jsonpath-as-json={.data.a}'], '[\n    "1"\n]'),
    'jsonpath of what is not there': prints(['get', 'cm', 'one', '-o', 'jsonpath={.data.none}'], ''),
    'jsonpath from a file': async ({ says, folder }) => {
      const file = join(folder, 'path')
      await writeFile(file, '{.metadata.name}')
      expect(await says(['get', 'cm', 'one', '-o', `jsonpath-file=${file}`])).toBe('one')
    },
    'custom columns': prints(
      ['get', 'cm', 'one', 'two', '-o', 'custom-columns=NAME:.metadata.name,A:.data.a'],
      /^NAME +A\none +1\ntwo +<none>$/,
    ),
    'custom columns of lists': prints(
      [
        'get',
        'pod',
        'shown',
        '--no-headers',
        '-o',
        'custom-columns=I:.spec.containers[*].name,M:.spec.containers[0].volumeMounts[0].mountPath',
      ],
      /^main +\/v$/,
    ),
    'custom columns from a file': async ({ says, folder }) => {
      const file = join(folder, 'columns')
      await writeFile(file, 'NAME          A\nmetadata.name data.a\n')
      expect(await says(['get', 'cm', 'one', '-o', `custom-columns-file=${file}`])).toMatch(
        /^NAME +A\none +1$/,
      )
    },
    'go-template': prints(
      ['get', 'cm', 'one', '-o', 'go-template={{.metadata.name}}: {{len .data}}'],
      'one: 2',
    ),
    'go-template over a list': prints(['get', 'cm', '-l', 'app=x', '-o', `go-template=${template}`], 'one 1'),
    'go-template decodes': prints(
      ['get', 'secret', 'hush', '-o', 'go-template={{.data.p | base64decode}}'],
      'q',
    ),
    'go-template from a file': async ({ says, folder }) => {
      const file = join(folder, 'template')
      await writeFile(file, '{{range $k, $v := .data}}{{$k}}={{$v}};{{end}}')
      expect(await says(['get', 'cm', 'one', '-o', `go-template-file=${file}`])).toBe(
        'a=1;key.with.dots=dotted;',
      )
    },
    'an unknown form is refused': refuses(
      'get cm one -o nonsense',
      /unable to match a printer suitable for the output format "nonsense"/,
    ),
    'the status alone': prints(
      ['get', 'deploy', 'web', '--subresource=status', '-o', 'jsonpath={.metadata.name}'],
      'web',
    ),
    'the scale alone': prints(
      ['get', 'deploy', 'web', '--subresource=scale', '-o', 'jsonpath={.kind} {.spec.replicas}'],
      /^Scale( 0)?/,
    ),
  },
}
