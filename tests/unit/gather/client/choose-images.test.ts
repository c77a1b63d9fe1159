import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseImages } from '../../../../src/gather/client/choose-images.js'
import { formatSummary, readClusterSummary } from '../../../../src/gather/client/cluster-summary.js'
import { imageOfCsv } from '../../../../src/gather/client/operator-images.js'
import type { ImageWishes } from '../../../../src/gather/client/index.js'
import { silentLogger } from '../../../../src/model/logger.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'
import { startTestCluster, type TestCluster } from '../cluster.js'
import { clusterOperator, create, csv, imageStream, standIn, types } from './openshift.js'

const signal = AbortSignal.timeout(300_000)
const nothing: ImageWishes = { images: [], imageStreams: [], allImages: false }
let cluster: TestCluster
let paths: string[] = []
beforeAll(async () => {
  cluster = await startTestCluster()
}, 60_000)
afterAll(() => cluster.stop())

const observed = () => {
  paths = []
  return cluster.connection.observedBy({ answered: ({ path }) => void paths.push(path) })
}
const choose = (wishes: Partial<ImageWishes>) =>
  chooseImages({ connection: observed(), wishes: { ...nothing, ...wishes }, logger: silentLogger, signal })
const summary = async () => {
  const read = await readClusterSummary(observed(), () => new Date(), signal)
  return { read, lines: formatSummary(read, { name: 'tool', version: '1' }) }
}

describe('a plain Kubernetes', () => {
  it('is asked for nothing of OpenShift, and has no image of its own', async () => {
    await expect(choose({})).rejects.toMatchObject({ code: 'usage.no-image', exitCode: 2 })
    await expect(choose({ allImages: true })).rejects.toMatchObject({ code: 'usage.no-image', exitCode: 2 })
    await expect(choose({ imageStreams: ['a/b:c'] })).rejects.toMatchObject({
      code: 'usage.no-image-streams',
    })
    const { lines } = await summary()
    expect(lines).toContain('Nodes: 1, all ready')
    expect(lines.join('\n')).not.toMatch(/openshift|ClusterOperators|ClusterID/i)
    expect(paths.filter((path) => /openshift|coreos/.test(path))).toEqual([])
  })

  it('takes the images that are named, each once', async () => {
    expect(await choose({ images: ['a:1', 'b:1', 'a:1'] })).toEqual([
      { image: 'a:1', source: 'named' },
      { image: 'b:1', source: 'named' },
    ])
    expect(paths).toEqual([])
  })
})

describe('an OpenShift', () => {
  beforeAll(async () => {
    const { connection } = cluster
    await standIn(connection, Object.values(types))
    await create(connection, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'openshift' } })
    await create(
      connection,
      csv('annotated', marked({ 'operators.openshift.io/must-gather-image': 'csv:1' })),
    )
    await create(
      connection,
      csv('copied', { metadata: { ...marked({}).metadata, labels: { 'olm.copiedFrom': 'x' } } }),
    )
    await create(
      connection,
      clusterOperator('storage', { 'operators.openshift.io/must-gather-image': 'co:1' }),
    )
    await create(connection, {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterVersion',
      metadata: { name: 'version' },
      spec: { clusterID: 'the-id' },
      status: { desired: { version: '4.18.3' }, history: [{ state: 'Completed', version: '4.18.3' }] },
    })
  }, 60_000)

  it('has a default image even where the stream is missing', async () => {
    expect(await choose({})).toEqual([
      { image: 'registry.redhat.io/openshift4/ose-must-gather:latest', source: 'default' },
    ])
  })

  it('has the image of its stream, and those of its operators', async () => {
    await create(cluster.connection, imageStream('openshift', 'must-gather', 'default:1'))
    const own = { image: 'default:1', source: 'default', subject: 'openshift/must-gather:latest' }
    expect(await choose({})).toEqual([own])
    expect(await choose({ imageStreams: ['openshift/must-gather'] })).toMatchObject([
      { source: 'image-stream' },
    ])
    expect(await choose({ allImages: true })).toEqual([
      own,
      { image: 'csv:1', source: 'csv', subject: 'default/annotated' },
      { image: 'co:1', source: 'clusteroperator', subject: 'storage' },
    ])
  })

  it.each([
    ['no/such:stream', 'gather.no-image-stream'],
    ['openshift/must-gather:old', 'gather.no-image-stream'],
    ['must-gather', 'usage.image-stream'],
  ])('says of the stream %s that it leads nowhere', async (name, code) => {
    await expect(choose({ imageStreams: [name] })).rejects.toMatchObject({ code })
  })

  it('is summed up as oc does', async () => {
    expect((await summary()).lines).toEqual([
      'When opening a support case, bugzilla, or issue please include the following summary data along with any other requested information:',
      'ClusterID: the-id',
      'ClientVersion: tool 1',
      'ClusterVersion: Stable at "4.18.3"',
      'ClusterOperators:',
      '\tclusteroperator/storage is degraded because it is slow',
      '',
      '',
    ])
  })

  it('must let its operators be listed', async () => {
    const refusing = Object.create(observed()) as typeof cluster.connection
    refusing.request = () => Promise.reject(new Error('forbidden'))
    refusing.discovery = () => cluster.connection.discovery(signal)
    await expect(
      chooseImages({
        connection: refusing,
        wishes: { ...nothing, allImages: true },
        logger: silentLogger,
        signal,
      }),
    ).rejects.toMatchObject({ code: 'gather.operators-unknown', exitCode: 3 })
  })
})

const marked = (annotations: Record<string, string>) => ({ metadata: { annotations } })

describe('imageOfCsv', () => {
  it.each([
    [csv('a', marked({ 'operators.openshift.io/must-gather-image': 'x', 'a/must-gather': 'y' })), 'x'],
    [csv('a', marked({ 'acme.io/must-gather-ref': 'y' })), 'y'],
    [csv('a', { spec: { relatedImages: [{ name: 'acme-mustgather', image: 'z' }] } }), 'z'],
    [
      csv('a', { spec: { relatedImages: [{ name: 'other', image: 'r/acme-must-gather@sha256:1' }] } }),
      'r/acme-must-gather@sha256:1',
    ],
    [csv('a', { spec: { relatedImages: [{ name: 'operator', image: 'r/operator' }] } }), undefined],
  ])('of %j', (object, image) => {
    expect(imageOfCsv(object as KubeObject)).toBe(image)
  })
})
