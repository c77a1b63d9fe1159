import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { filesOf, logOf, scriptsDir, statusOf, tempDir } from './gather-run.js'

/** The topic scripts, with a client that answers from a table: what they ask for, and what they make of the answers. */

type Answers = [RegExp, string | { fails: string }][]

const cluster: Answers = [
  [/^version /, '{"serverVersion":{}}'],
  [/^get deployments -A --field-selector/, 'storage-team\n'],
  [/^get pods -n \S+ -l control-plane=controller-manager/, 'manager-1 init=0= manager=0=\n'],
  [/^get pods -n \S+ -l app=nfs-provisioner/, 'nfs-1 nfs=2=CrashLoopBackOff side=0=ContainerCreating\n'],
  [/^api-resources --api-group=cache.jhouse.com/, 'nfsprovisioners.cache.jhouse.com\n'],
  [/^api-resources/, ''],
  [/^get nfsprovisioners.cache.jhouse.com -A -o jsonpath/, 'team-b\nstorage-team\nteam-b\n'],
  [/^get clusterroles\S* -o name/, 'clusterrole.rbac/admin\nclusterrole.rbac/nfs-provisioner-runner\n'],
  [/^get clusterrolebindings\S* -o name/, 'clusterrolebinding.rbac/other\n'],
  [/^get secrets -n \S+$/, 'NAME TYPE DATA AGE\n'],
  [/^logs /, ''],
  [/./, 'kind: List\n'],
]

/** A folder with a client in it that answers the first row that fits, and notes what it was asked. */
async function client(
  answers: Answers,
  names = ['kubectl'],
): Promise<{ bin: string; asked: () => Promise<string[]> }> {
  const dir = await tempDir()
  const bin = join(dir, 'bin')
  await mkdir(bin)
  const asked = join(dir, 'asked')
  const rows = answers.map(([pattern, answer]) => {
    const [text, exit, channel] = typeof answer === 'string' ? [answer, 0, 1] : [answer.fails, 1, 2]
    return `row ${quote(pattern.source)} ${quote(text)} ${exit} ${channel}`
  })
  const program = `#!/bin/bash
line="$*"
printf '%s\\n' "$line" >>${quote(asked)}
row() { if [[ $line =~ $1 ]]; then printf %s "$2" >&"$4"; exit "$3"; fi; }
${rows.join('\n')}
`
  for (const name of names) {
    await writeFile(join(bin, name), program)
    await chmod(join(bin, name), 0o755)
  }
  return { bin, asked: async () => (await readFile(asked, 'utf8')).trim().split('\n') }
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

async function gather(
  answers: Answers,
  options: { name?: string; env?: Record<string, string>; clients?: string[] } = {},
) {
  const { bin, asked } = await client(answers, options.clients)
  const output = join(await tempDir(), 'out')
  const result = await execa(join(scriptsDir, options.name ?? 'gather'), {
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      BASE_COLLECTION_PATH: output,
      MUST_GATHER_VERSION: '0.0.9.0',
      ...options.env,
    },
    extendEnv: false,
    reject: false,
  })
  return { result, output, asked: await asked() }
}

test('gather leaves a whole must-gather folder, and every file in it is claimed by a command', async () => {
  const { result, output, asked } = await gather(cluster)
  expect(result.exitCode).toBe(0)
  expect(await readFile(join(output, 'version'), 'utf8')).toBe(
    'nfs-provisioner-operator/must-gather\n0.0.9.0\n',
  )
  const lines = await logOf(output)
  const claimed = lines.flatMap((line) => line.get('out') ?? [])
  expect(await filesOf(output)).toEqual(
    [...new Set(claimed), 'gather-debug.log', 'status.json', 'version'].sort(),
  )
  expect(new Set(claimed).size).toBe(claimed.length)
  expect(lines).toHaveLength(asked.length)
  expect(lines.filter((line) => line.get('rc') !== '0')).toEqual([])
  expect((await statusOf(output)).overallStatus).toBe('success')
  expect([...new Set(lines.map((line) => line.get('script')))].sort()).toEqual([
    'gather',
    'gather_cluster',
    'gather_olm',
    'gather_operand',
    'gather_operator',
    'gather_storage',
  ])
})

test('it looks where the operator and its operands are', async () => {
  const { output } = await gather(cluster)
  const files = await filesOf(output)
  expect(files).toEqual(
    expect.arrayContaining([
      'namespaces/storage-team/storage-team.yaml',
      'namespaces/storage-team/pods/manager-1/manager-1.yaml',
      'namespaces/storage-team/pods/manager-1/manager/manager/logs/current.log',
      'namespaces/storage-team/cache.jhouse.com/nfsprovisioners.yaml',
      'namespaces/team-b/team-b.yaml',
      'namespaces/team-b/cache.jhouse.com/nfsprovisioners.yaml',
      'namespaces/team-b/pods/nfs-1/nfs-1.yaml',
    ]),
  )
})

test('it asks for logs of containers that ran, and for previous ones of those that ran again', async () => {
  const { output } = await gather(cluster)
  const logs = (await filesOf(output)).filter((path) => path.startsWith('namespaces/team-b/pods/'))
  expect(logs).toEqual([
    'namespaces/team-b/pods/nfs-1/nfs-1.yaml',
    'namespaces/team-b/pods/nfs-1/nfs/nfs/logs/current.log',
    'namespaces/team-b/pods/nfs-1/nfs/nfs/logs/previous.log',
  ])
})

test.each([
  ['MUST_GATHER_SINCE', '2h0m0s', '--since=2h0m0s'],
  ['MUST_GATHER_SINCE_TIME', '2026-11-20T10:00:00Z', '--since-time=2026-11-20T10:00:00Z'],
])('%s goes to every log, and to logs alone', async (name, value, flag) => {
  const { asked } = await gather(cluster, { env: { [name]: value } })
  const logs = asked.filter((line) => line.startsWith('logs '))
  expect(logs.length).toBeGreaterThan(2)
  expect(logs.filter((line) => !line.includes(flag))).toEqual([])
  expect(asked.filter((line) => !line.startsWith('logs ') && line.includes(flag))).toEqual([])
})

test('it never asks for the values of Secrets or ConfigMaps', async () => {
  const { asked } = await gather(cluster)
  const values = asked.filter((line) => /secret|configmap/.test(line))
  expect(values.length).toBeGreaterThan(0)
  expect(values.filter((line) => !/^get (secrets|configmaps) -n \S+$/.test(line))).toEqual([])
})

test('OLM and OpenShift are asked for where their API is served', async () => {
  const plain = await gather(cluster)
  expect(plain.asked.filter((line) => /subscriptions|securitycontextconstraints.*-o/.test(line))).toEqual([])
  const openshift = await gather([
    [/^api-resources --api-group=operators.coreos.com/, 'subscriptions.operators.coreos.com\n'],
    [/^get subscriptions\S+ -A/, 'nfs-provisioner-operator storage-team nfs-subs catalogs community\n'],
    [/^get (catalogsources|operatorgroups)\S+ -n \S+ -o name/, 'x/community\nx/other\n'],
    [/^get (installplans|clusterserviceversions)\S+ -n \S+ .*range/, ''],
    [
      /^api-resources --api-group=security.openshift.io/,
      'securitycontextconstraints.security.openshift.io\n',
    ],
    [/^get securitycontextconstraints\S* -o name/, 'securitycontextconstraints/nfs-provisioner\n'],
    ...cluster,
  ])
  expect(await filesOf(openshift.output)).toEqual(
    expect.arrayContaining([
      'olm/namespaces/storage-team/operators.coreos.com/subscriptions/nfs-subs.yaml',
      'olm/namespaces/catalogs/operators.coreos.com/catalogsources/community.yaml',
      'cluster-scoped-resources/security.openshift.io/securitycontextconstraints.yaml',
    ]),
  )
})

test.each(['gather_operator', 'gather_operand', 'gather_storage', 'gather_cluster'])(
  '%s runs alone',
  async (name) => {
    const { result, output } = await gather(cluster, { name })
    expect(result.exitCode).toBe(0)
    const lines = await logOf(output)
    expect([...new Set(lines.map((line) => line.get('script')))]).toEqual([name])
    const claimed = lines.flatMap((line) => line.get('out') ?? [])
    expect(claimed.length).toBeGreaterThan(2)
    expect(await filesOf(output)).toEqual([...claimed, 'gather-debug.log', 'status.json', 'version'].sort())
  },
)

test('a part that fails makes the gather degraded, not failed', async () => {
  const { result, output } = await gather([
    [/^get nodes/, { fails: 'Error from server (Forbidden): nodes is forbidden\n' }],
    ...cluster,
  ])
  expect(result.exitCode).toBe(0)
  expect((await statusOf(output)).overallStatus).toBe('degraded')
  expect(await filesOf(output)).not.toContain('cluster-scoped-resources/core/nodes.yaml')
  const failed = (await logOf(output)).filter((line) => line.get('rc') !== '0')
  expect(failed.map((line) => line.get('err'))).toEqual(['Error from server (Forbidden): nodes is forbidden'])
})

test('without an API it stops after the first command, and fails', async () => {
  const { result, output, asked } = await gather([[/./, { fails: 'Unable to connect to the server\n' }]])
  expect(result.exitCode).toBe(1)
  expect(asked).toEqual(['version -o json'])
  expect((await statusOf(output)).overallStatus).toBe('error')
})

test('without the operator and its CRD it still gathers what there is', async () => {
  const { result, output } = await gather([
    [/^get deployments -A/, ''],
    [/^get namespace nfs-provisioner-operator/, { fails: 'Error from server (NotFound)\n' }],
    [/^get (crd|nfsprovisioners)/, { fails: 'Error from server (NotFound)\n' }],
    [/^api-resources|^get pods/, ''],
    ...cluster,
  ])
  expect(result.exitCode).toBe(0)
  const failed = (await logOf(output)).filter((line) => line.get('rc') !== '0')
  expect(failed.map((line) => line.get('script')).sort()).toEqual(['gather_operand', 'gather_operator'])
  expect(await filesOf(output)).toContain('cluster-scoped-resources/storage.k8s.io/storageclasses.yaml')
})

test('with NAMESPACE it keeps to that namespace', async () => {
  const { result, asked, output } = await gather(cluster, { env: { NAMESPACE: 'mine' } })
  expect(result.exitCode).toBe(0)
  expect(
    asked.filter((line) => !/ -n mine\b|^version|^api-resources|^get namespace mine /.test(line)),
  ).toEqual([])
  expect(await filesOf(output)).toContain('namespaces/mine/cache.jhouse.com/nfsprovisioners.yaml')
})

test('oc comes before kubectl, and one of them is needed', async () => {
  const both = await gather(cluster, { name: 'gather_storage', clients: ['kubectl', 'oc'] })
  expect((await logOf(both.output))[0]?.get('cmd')).toMatch(/^oc get /)
  const bin = join(await tempDir(), 'bin')
  await mkdir(bin)
  for (const tool of ['bash', 'dirname']) await symlink(await which(tool), join(bin, tool))
  const none = await execa(join(scriptsDir, 'gather_storage'), {
    env: { PATH: bin },
    extendEnv: false,
    reject: false,
  })
  expect(none.exitCode).toBe(1)
  expect(none.stderr).toBe('gather_storage: neither oc nor kubectl is on PATH')
})

async function which(tool: string): Promise<string> {
  return (await execa('bash', ['-c', 'command -v "$1"', 'bash', tool])).stdout
}
