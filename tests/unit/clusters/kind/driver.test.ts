import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createKindDriver } from '../../../../src/clusters/kind/index.js'
import type { CreateOptions } from '../../../../src/clusters/types.js'
import { silentLogger } from '../../../../src/model/logger.js'
import { fakePrograms, type FakePrograms } from './fake-programs.js'

const kindVersion = 'if [ "$1" = version ]; then echo "kind v0.33.0 go1.25 linux/amd64"; exit 0; fi'
const signal = new AbortController().signal

let programs: FakePrograms
afterEach(() => programs.remove())

async function driverWith(bodies: Record<string, string>) {
  programs = await fakePrograms(bodies)
  return createKindDriver({ env: programs.env })
}

function options(over: Partial<CreateOptions> = {}): CreateOptions {
  return { runId: 'Run_1', workDir: programs.dir, logger: silentLogger, ...over }
}

describe('unavailable', () => {
  it('says nothing where an engine and kind answer', async () => {
    const driver = await driverWith({ docker: 'exit 0', kind: kindVersion })
    expect(await driver.unavailable({}, signal)).toBeUndefined()
  })

  it('names every engine and its answer', async () => {
    const driver = await driverWith({
      docker: 'echo "Cannot connect to the daemon" >&2; exit 1',
      kind: kindVersion,
    })
    const why = await driver.unavailable({}, signal)
    expect(why).toContain('docker: Cannot connect to the daemon')
    expect(why).toContain('podman: not on PATH')
    expect(why).toContain('--cluster=embedded')
  })

  it('tells where to get kind', async () => {
    const driver = await driverWith({ docker: 'exit 0' })
    expect(await driver.unavailable({}, signal)).toContain('https://kind.sigs.k8s.io')
  })

  it('refuses an old kind and the other program of that name', async () => {
    const old = await driverWith({ docker: 'exit 0', kind: 'echo "kind v0.11.1 go1.16 linux/amd64"' })
    expect(await old.unavailable({}, signal)).toContain('0.11.1 is too old')
    await programs.remove()
    const other = await driverWith({ docker: 'exit 0', kind: 'echo "5.2.0"' })
    expect(await other.unavailable({}, signal)).toContain('does not say its version')
  })
})

describe('create', () => {
  it('gives configuration and image on, and deletes the cluster after a failure', async () => {
    const driver = await driverWith({
      podman: 'exit 0',
      kind: `${kindVersion}\nif [ "$1" = create ]; then echo "provider=$KIND_EXPERIMENTAL_PROVIDER"; echo "ERROR: no such image" >&2; exit 1; fi`,
    })
    const created = driver.create(options({ kindConfig: '/c.yaml', kindImage: 'node:1' }), signal)
    await expect(created).rejects.toMatchObject({
      code: 'kind.create-failed',
      exitCode: 3,
      message: expect.stringMatching(/provider=podman\nERROR: no such image$/) as string,
    })
    const kubeconfig = `${programs.dir}/kind.kubeconfig`
    expect((await programs.calls()).filter((call) => /kind (create|delete)/.test(call))).toEqual([
      `kind delete cluster --name must-gather-run-1 --kubeconfig ${kubeconfig}`,
      `kind create cluster --name must-gather-run-1 --kubeconfig ${kubeconfig} --wait 180s --config /c.yaml --image node:1`,
      `kind delete cluster --name must-gather-run-1 --kubeconfig ${kubeconfig}`,
    ])
  })

  it('deletes the cluster after an abort, and only when what kind started has ended', async () => {
    const driver = await driverWith({
      docker: 'if [ "$1" = run ]; then sleep 0.4; echo "container started" >> "$FAKE_DIR/calls"; fi',
      kind: `${kindVersion}\nif [ "$1" = create ]; then docker run & touch "$FAKE_DIR/creating"; wait; fi`,
    })
    const stop = new AbortController()
    const created = driver.create(options(), stop.signal)
    created.catch(() => {})
    await appeared(`${programs.dir}/creating`)
    await appeared(`${programs.dir}/calls`, 'docker run')
    stop.abort(new Error('interrupted'))
    await expect(created).rejects.toThrow('interrupted')
    expect((await programs.calls()).slice(-2)).toEqual([
      'container started',
      `kind delete cluster --name must-gather-run-1 --kubeconfig ${programs.dir}/kind.kubeconfig`,
    ])
  })
})

describe('what is left of a cluster that could not be created', () => {
  it('is the logs of its nodes, read before it is deleted', async () => {
    const driver = await driverWith({
      docker: 'exit 0',
      kind: `${kindVersion}\nif [ "$1" = create ]; then exit 1; fi`,
    })
    const logsDir = `${programs.dir}/kind-logs`
    await expect(driver.create(options({ logsDir }), signal)).rejects.toMatchObject({
      code: 'kind.create-failed',
      next: expect.stringContaining(logsDir) as string,
    })
    const calls = (await programs.calls()).filter((call) => /kind (create|delete|export)/.test(call))
    expect(calls.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
      'kind delete cluster',
      'kind create cluster',
      'kind export logs',
      'kind delete cluster',
    ])
    expect(calls[1]).toMatch(/ --retain$/)
    expect(calls[2]).toBe(`kind export logs ${logsDir} --name must-gather-run-1`)
  })

  it('names no program that deletes a cluster of somebody else', async () => {
    const driver = await driverWith({})
    expect(driver.afterKill?.({ runId: 'r', kindCluster: undefined })).toContain('must-gather-r')
    expect(driver.afterKill?.({ runId: 'r', kindCluster: 'dev' })).toBeUndefined()
  })
})

describe('--kind-cluster', () => {
  it('says which clusters there are', async () => {
    const driver = await driverWith({
      docker: 'exit 0',
      kind: `${kindVersion}\nif [ "$1" = get ]; then echo dev; echo other; fi`,
    })
    await expect(driver.create(options({ kindCluster: 'dex' }), signal)).rejects.toMatchObject({
      code: 'kind.no-such-cluster',
      exitCode: 2,
      next: 'Did you mean "dev"?',
    })
    expect((await programs.calls()).filter((call) => /kind (create|delete)/.test(call))).toEqual([])
  })
})

/** Polls a file of a foreign process, which cannot tell us. */
async function appeared(file: string, text = ''): Promise<void> {
  for (const end = Date.now() + 5000; Date.now() < end; await delay(10)) {
    const content = await readFile(file, 'utf8').catch(() => undefined)
    if (content?.includes(text)) return
  }
  throw new Error(`${file} never held ${text}`)
}
