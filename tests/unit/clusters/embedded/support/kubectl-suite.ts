import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { deployment, widget, widgetDefinition } from './objects.js'

/** What gather scripts and people do with a real kubectl; needs nothing of the cluster but a kubeconfig. */

export interface Ran {
  code: number
  out: string
  err: string
}

export type Kubectl = (args: string[], input?: string) => Promise<Ran>

export function kubectlSuite(kubeconfig: () => string): void {
  let folder: string
  let kubectl: Kubectl
  const namespace = 'kubectl-suite'

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubectl-suite-'))
    kubectl = async (args, input) => {
      const env = { KUBECONFIG: kubeconfig(), HOME: folder }
      const ran = await execa('kubectl', args, {
        env,
        reject: false,
        ...(input === undefined ? {} : { input }),
      })
      return { code: ran.exitCode ?? -1, out: ran.stdout, err: ran.stderr }
    }
    expect(await kubectl(['create', 'namespace', namespace])).toMatchObject({ code: 0 })
  })
  afterAll(async () => {
    await kubectl(['delete', 'namespace', namespace, '--wait=false'])
    await rm(folder, { recursive: true })
  })

  const inNamespace = (...args: string[]) => ['--namespace', namespace, ...args]
  const apply = (object: { metadata: object }) =>
    stringify({ ...object, metadata: { ...object.metadata, namespace: undefined } })

  it('creates what it sends as protobuf', async () => {
    const commands = [
      ['create', 'configmap', 'conf', '--from-literal=a=b'],
      ['create', 'secret', 'generic', 'hush', '--from-literal=p=q'],
      ['create', 'serviceaccount', 'nobody'],
      ['create', 'role', 'reader', '--verb=get,list', '--resource=configmaps'],
      ['create', 'rolebinding', 'reader', '--role=reader', `--serviceaccount=${namespace}:nobody`],
      ['create', 'deployment', 'proto', '--image=registry.example/app:1', '--', 'sleep', '1'],
      ['create', 'job', 'proto', '--image=registry.example/app:1'],
    ]
    for (const command of commands)
      expect(await kubectl(inNamespace(...command))).toMatchObject({ code: 0, err: '' })
    const { out } = await kubectl(inNamespace('get', 'configmap', 'conf', '-o', 'jsonpath={.data.a}'))
    expect(out).toBe('b')
  })

  it('applies, sees no change, changes, and applies on the server', async () => {
    const text = apply(deployment('web', 2))
    expect((await kubectl(inNamespace('apply', '-f', '-'), text)).out).toBe('deployment.apps/web created')
    expect((await kubectl(inNamespace('apply', '-f', '-'), text)).out).toBe('deployment.apps/web unchanged')
    const changed = text.replace('app:1', 'app:2')
    expect((await kubectl(inNamespace('apply', '-f', '-'), changed)).out).toBe(
      'deployment.apps/web configured',
    )
    const { out } = await kubectl(inNamespace('apply', '--server-side', '-f', '-'), changed)
    expect(out).toBe('deployment.apps/web serverside-applied')
    expect((await kubectl(inNamespace('diff', '-f', '-'), changed)).code).toBe(0)
  })

  it('says which field is unknown or wrong', async () => {
    const text = apply(deployment('bad'))
    const unknown = await kubectl(inNamespace('apply', '-f', '-'), text.replace('replicas:', 'replica:'))
    expect(unknown.err).toContain('strict decoding error: unknown field "spec.replica"')
    const wrong = await kubectl(inNamespace('apply', '-f', '-'), text.replace('replicas: 1', 'replicas: -1'))
    expect(wrong.err).toContain('spec.replicas: Invalid value: -1: must be greater than or equal to 0')
  })

  it('gets tables, names, fields and raw paths', async () => {
    const table = await kubectl(inNamespace('get', 'deployments', '--no-headers', '-o', 'wide'))
    expect(table.out).toMatch(/^web +0\/2 +0 +0 +\d+s +main +registry.example\/app:2 +app=web$/m)
    expect((await kubectl(inNamespace('get', 'cm,secret', '-o', 'name'))).out).toContain('secret/hush')
    const columns = 'custom-columns=N:.metadata.name,R:.spec.replicas'
    expect((await kubectl(inNamespace('get', 'deploy', 'web', '--no-headers', '-o', columns))).out).toMatch(
      /^web +2$/,
    )
    expect((await kubectl(['get', '--raw', '/readyz'])).out).toBe('ok')
    expect((await kubectl(inNamespace('get', 'pod', 'nothere'))).err).toBe(
      'Error from server (NotFound): pods "nothere" not found',
    )
    expect(await kubectl(inNamespace('get', 'pod', 'nothere', '--ignore-not-found'))).toEqual({
      code: 0,
      out: '',
      err: '',
    })
    expect((await kubectl(['get', 'foos'])).err).toBe(
      'error: the server doesn\'t have a resource type "foos"',
    )
  })

  it('works with custom resources', async () => {
    const file = join(folder, 'definition.yaml')
    await writeFile(file, stringify(widgetDefinition()))
    expect((await kubectl(['apply', '-f', file])).code).toBe(0)
    expect(
      (await kubectl(['wait', '--for=condition=Established', 'crd/widgets.wire.example', '--timeout=20s']))
        .code,
    ).toBe(0)
    const text = apply(widget('one'))
    expect((await kubectl(inNamespace('apply', '-f', '-'), text)).out).toBe('widget.wire.example/one created')
    expect((await kubectl(inNamespace('apply', '-f', '-'), text.replace('size: 3', 'size: 4'))).out).toBe(
      'widget.wire.example/one configured',
    )
    expect((await kubectl(inNamespace('get', 'wg', '--no-headers'))).out).toMatch(/^one +4 +\d+s$/)
    const merge = ['--type=merge', '--subresource=status', '-p', '{"status":{"phase":"Ready"}}']
    expect((await kubectl(inNamespace('patch', 'widget', 'one', ...merge))).code).toBe(0)
    const wait = ['wait', '--for=jsonpath={.status.phase}=Ready', 'wg/one', '--timeout=10s']
    expect((await kubectl(inNamespace(...wait))).out).toBe('widget.wire.example/one condition met')
    expect((await kubectl(['explain', 'widget.spec'])).out).toContain('how big')
    const refused = await kubectl(inNamespace('apply', '-f', '-'), text.replace('size: 3', 'size: 500'))
    expect(refused.err).toContain('should be less than or equal to 100')
    expect((await kubectl(['delete', '-f', file])).code).toBe(0)
  })

  it('labels, annotates, scales and describes', async () => {
    expect((await kubectl(inNamespace('label', 'deploy', 'web', 'tier=front'))).out).toBe(
      'deployment.apps/web labeled',
    )
    expect((await kubectl(inNamespace('annotate', 'deploy', 'web', 'note=x'))).out).toBe(
      'deployment.apps/web annotated',
    )
    expect((await kubectl(inNamespace('scale', 'deploy', 'web', '--replicas=3'))).out).toBe(
      'deployment.apps/web scaled',
    )
    const { out } = await kubectl(inNamespace('describe', 'deploy', 'web'))
    expect(out).toMatch(/^Labels: +app=web\n +tier=front$|^Labels: +tier=front$/m)
    expect(out).toMatch(/^Replicas: +3 desired/m)
  })

  it('knows who it is, what it may, and what there is', async () => {
    const as = `--as=system:serviceaccount:${namespace}:nobody`
    expect((await kubectl(inNamespace('auth', 'can-i', 'list', 'configmaps', as))).out).toBe('yes')
    expect(await kubectl(inNamespace('auth', 'can-i', 'list', 'secrets', as))).toMatchObject({
      code: 1,
      out: 'no',
    })
    expect((await kubectl(['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}', as])).out).toBe(
      as.slice('--as='.length),
    )
    expect((await kubectl(inNamespace('get', 'secrets', as))).err).toBe(
      `Error from server (Forbidden): secrets is forbidden: User "${as.slice('--as='.length)}" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`,
    )
    expect((await kubectl(inNamespace('create', 'token', 'nobody'))).out.split('.')).toHaveLength(3)
    expect((await kubectl(['api-resources', '--api-group=apps', '-o', 'name'])).out).toContain(
      'deployments.apps',
    )
    expect((await kubectl(['version'])).out).toMatch(/^Server Version: v\d/m)
  })

  it('waits for deletions', async () => {
    expect((await kubectl(inNamespace('delete', 'deploy', 'web', 'proto', '--timeout=30s'))).code).toBe(0)
    expect((await kubectl(inNamespace('delete', 'cm', '--all'))).code).toBe(0)
    expect((await kubectl(inNamespace('get', 'deploy', '-o', 'name'))).out).toBe('')
    const gone = await kubectl(inNamespace('wait', '--for=delete', 'deploy/web', '--timeout=10s'))
    expect(gone.code).toBe(0)
  })
}
