import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '../kube/embedded-server.js'
import { kubectl, type Result } from './run-kubectl.js'

let api: Awaited<ReturnType<typeof startEmbedded>>
let folder: string
const k = (line: string | string[], options?: Parameters<typeof kubectl>[2]) =>
  kubectl(api.connection, line, options)
const ok = (out: string): Result => ({ code: 0, out, err: '' })
const failed = (err: string): Result => ({ code: 1, out: '', err })

const manifests = `
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: web}}
data: {greeting: hello}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "example.com/web:1", command: [sh, -c, "echo <hi>"]}]}
---
apiVersion: v1
kind: Secret
metadata: {name: login}
stringData: {password: not-a-real-password}
`

beforeAll(async () => {
  api = await startEmbedded()
  folder = await mkdtemp(join(tmpdir(), 'kubectl-'))
  await writeFile(join(folder, 'app.yaml'), manifests)
  expect(await k('create namespace x')).toEqual(ok('namespace/x created\n'))
  expect(await k(`apply -f ${folder}`)).toEqual(
    ok('configmap/conf created\ndeployment.apps/web created\nsecret/login created\n'),
  )
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('apply again changes nothing, and says what it changed', async () => {
  expect(await k(`apply -f ${folder}/app.yaml`)).toMatchObject({
    out: expect.stringContaining('configmap/conf unchanged\ndeployment.apps/web unchanged') as string,
  })
  const changed = manifests.replace('hello', 'bonjour')
  expect((await k('apply -f -', { stdin: changed })).out).toContain('configmap/conf configured\n')
  expect((await k('get cm conf -o jsonpath={.data.greeting}')).out).toBe('bonjour')
  expect((await k('apply --dry-run=server -f - -o name', { stdin: manifests })).out).toContain(
    'configmap/conf\n',
  )
  expect((await k('get cm conf -o jsonpath={.data.greeting}')).out).toBe('bonjour')
})

test('get: names, tables, several types', async () => {
  expect(await k('get deploy -o name')).toEqual(ok('deployment.apps/web\n'))
  expect((await k('get deploy')).out).toMatch(/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +0\/2 /)
  expect((await k('get deploy,cm -l app=web --no-headers')).out).toMatch(
    /^deployment\.apps\/web +0\/2 .*\nconfigmap\/conf +1 /s,
  )
  expect((await k('get cm conf --show-labels --no-headers')).out).toMatch(/app=web\n$/)
  expect((await k('get cm -A --no-headers')).out).toMatch(/^x +conf /m)
  expect((await k('get deploy/web cm/conf -o name')).out).toBe('deployment.apps/web\nconfigmap/conf\n')
  expect(await k('get --raw /healthz')).toEqual(ok('ok'))
})

test('get: one object stands alone, several in a List, without managed fields unless asked for', async () => {
  const one = JSON.parse((await k('get cm conf -o json')).out) as { kind: string; metadata: object }
  expect(one.kind).toBe('ConfigMap')
  expect(one.metadata).not.toHaveProperty('managedFields')
  expect(JSON.parse((await k('get cm -o json')).out)).toMatchObject({ kind: 'List', apiVersion: 'v1' })
  expect((await k('get deploy web -o json')).out).toContain('echo \\u003chi\\u003e')
  expect((await k('get cm conf -o yaml --show-managed-fields')).out).toContain('managedFields:')
  expect((await k('get cm conf -o yaml')).out).toMatch(/^apiVersion: v1\ndata:\n {2}greeting: /)
})

test('get: what is not there, in the words of kubectl', async () => {
  expect(await k('get cm nothere')).toEqual(
    failed('Error from server (NotFound): configmaps "nothere" not found\n'),
  )
  expect(await k('get cm nothere --ignore-not-found')).toEqual(ok(''))
  expect(await k('get cm c -n nothere')).toEqual(
    failed('Error from server (NotFound): namespaces "nothere" not found\n'),
  )
  expect(await k('get foos')).toEqual(failed('error: the server doesn\'t have a resource type "foos"\n'))
  expect(await k('get pods')).toEqual({ code: 0, out: '', err: 'No resources found in x namespace.\n' })
  expect(await k('get pods -A')).toEqual({ code: 0, out: '', err: 'No resources found\n' })
  expect(await k('get cm -l', {})).toMatchObject({
    code: 1,
    err: expect.stringContaining('flag needs an argument') as string,
  })
  expect((await k(['get', 'cm', '-l', 'a in (b'])).err).toContain(
    'Unable to find "/v1, Resource=configmaps" that match label selector "a in (b"',
  )
  // What is there is printed before what is not is told.
  const both = await k('get cm nothere conf -o name')
  expect(both).toEqual({
    code: 1,
    out: 'configmap/conf\n',
    err: 'Error from server (NotFound): configmaps "nothere" not found\n',
  })
})

test('describe: words for a Secret, never its values', async () => {
  const { out } = await k('describe secret login')
  expect(out).toContain('password:  19 bytes\n')
  expect(out).not.toMatch(/not-a-real|bm90LWEt/)
  expect((await k('describe deploy web')).out).toMatch(/^Name: +web\nNamespace: +x\n/)
  expect((await k('describe ns x')).out).toMatch(/^Name: +x\n/)
  expect(await k('describe cm nothere')).toEqual(
    failed('Error from server (NotFound): configmaps "nothere" not found\n'),
  )
})

test('label and annotate', async () => {
  expect(await k('label cm conf tier=front')).toEqual(ok('configmap/conf labeled\n'))
  expect(await k('label cm conf tier=back')).toEqual(
    failed("error: 'tier' already has a value (front), and --overwrite is false\n"),
  )
  expect(await k('label cm conf tier=back --overwrite')).toEqual(ok('configmap/conf labeled\n'))
  expect(await k('label cm conf tier-')).toEqual(ok('configmap/conf unlabeled\n'))
  expect(await k('annotate cm/conf note=hello')).toEqual(ok('configmap/conf annotated\n'))
  expect((await k('get cm conf -o jsonpath={.metadata.annotations.note}')).out).toBe('hello')
})

test('patch and scale', async () => {
  expect(await k(['patch', 'cm', 'conf', '--type=merge', '-p', '{"data":{"a":"b"}}'])).toEqual(
    ok('configmap/conf patched\n'),
  )
  expect(await k(['patch', 'cm', 'conf', '--type=merge', '-p', '{"data":{"a":"b"}}'])).toEqual(
    ok('configmap/conf patched (no change)\n'),
  )
  expect(await k('scale deployment web --replicas=3')).toEqual(ok('deployment.apps/web scaled\n'))
  expect((await k('get deploy web -o jsonpath={.spec.replicas}')).out).toBe('3')
  expect(await k('scale deployment web --replicas=1 --current-replicas=9')).toEqual(
    failed('error: Expected replicas to be 9, was 3\n'),
  )
})

test('create from flags, and what exists already', async () => {
  await writeFile(join(folder, 'file.txt'), 'from a file')
  expect(await k(`create configmap made --from-literal=a=b=c --from-file=${folder}/file.txt`)).toEqual(
    ok('configmap/made created\n'),
  )
  expect(JSON.parse((await k('get cm made -o jsonpath={.data}')).out)).toEqual({
    a: 'b=c',
    'file.txt': 'from a file',
  })
  expect(await k('create configmap made')).toEqual(
    failed('error: failed to create configmap: configmaps "made" already exists\n'),
  )
  expect(
    (
      await k('create -f - -o name', {
        stdin: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: gen-}\n',
      })
    ).out,
  ).toMatch(/^configmap\/gen-\w+\n$/)
  expect(
    await k('apply -f -', { stdin: 'apiVersion: example.com/v1\nkind: Nope\nmetadata: {name: a}\n' }),
  ).toEqual(
    failed(
      'error: resource mapping not found for name: "a" namespace: "" from "STDIN": no matches for kind "Nope" in version "example.com/v1"\nensure CRDs are installed first\n',
    ),
  )
})

test('delete waits until it is gone', async () => {
  await k('create configmap old --from-literal=a=b')
  expect(await k('delete cm old')).toEqual(ok('configmap "old" deleted from x namespace\n'))
  expect(await k('delete cm old')).toEqual(
    failed('Error from server (NotFound): configmaps "old" not found\n'),
  )
  expect(await k('delete cm old --ignore-not-found')).toEqual(ok(''))
  expect(await k('delete cm')).toEqual(
    failed('error: resource(s) were provided, but no name was specified\n'),
  )
})

test('wait: met, not met, not there', async () => {
  expect(await k(['wait', '--for=jsonpath={.data.greeting}', 'cm/conf'])).toEqual(
    ok('configmap/conf condition met\n'),
  )
  expect(await k('wait --for=condition=Available deploy/web --timeout=100ms')).toEqual(
    failed('error: timed out waiting for the condition on deployments/web\n'),
  )
  expect(await k('wait --for=delete cm/nothere')).toEqual(ok(''))
  expect(await k('wait --for=condition=Ready cm -l no=such')).toEqual(
    failed('error: no matching resources found\n'),
  )
  const waiting = k('wait --for=create cm/late --timeout=10s')
  await k('create configmap late')
  expect(await waiting).toEqual(ok('configmap/late condition met\n'))
})

test('who, what and where', async () => {
  expect((await k('auth can-i create pods')).out).toBe('yes\n')
  expect((await k('api-resources -o name --api-group=apps')).out).toContain('deployments.apps\n')
  expect((await k('api-versions')).out).toMatch(/^apps\/v1$/m)
  expect((await k('version')).out).toMatch(/^Client Version: isv-must-gather\nServer Version: v/)
  expect((await k('version', { program: 'oc' })).out).toMatch(/^Kubernetes Version: v/m)
  expect((await k('project', { program: 'oc' })).out).toBe(`Using project "x" on server "${api.url}".\n`)
  expect((await k('whoami')).out).toMatch(/\w/)
})

test('what it cannot do, it says, with a real client to install', async () => {
  for (const line of [
    'top pods',
    'debug pod/x',
    'adm node-logs',
    'port-forward x 1:1',
    'adm must-gather',
    'explain pods',
    '',
  ]) {
    const { code, out, err } = await k(line)
    expect([line, code, out]).toEqual([line, 1, ''])
    expect(err).toMatch(/small client .* install a real one: kubectl .* or oc/)
  }
  expect((await k('apply -k .')).err).toContain('not supported by this small client')
  expect(await k('get pods --bogus')).toEqual(
    failed("error: unknown flag: --bogus\nSee 'kubectl get --help' for usage.\n"),
  )
})

test('adm inspect writes the layout of oc, with Secrets elided', async () => {
  const dest = join(folder, 'dump')
  const { code, out } = await k(`adm inspect ns/x --dest-dir=${dest}`)
  expect([code, out]).toEqual([0, `Gathering data for ns/x...\nWrote inspect data to ${dest}.\n`])
  const secrets = await readFile(join(dest, 'namespaces/x/core/secrets.yaml'), 'utf8')
  expect(secrets).toContain(`password: ${Buffer.from('19 bytes long').toString('base64')}`)
  expect(await readFile(join(dest, 'namespaces/x/apps/deployments.yaml'), 'utf8')).toContain(
    'kind: DeploymentList',
  )
})
