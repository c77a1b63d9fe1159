import { describe, expect, it } from 'vitest'
import { rankNodes, type Node, type NodeWishes } from '../../../src/gather/nodes.js'

interface Kind {
  ready?: string
  beat?: string
  labels?: Record<string, string>
  unschedulable?: boolean
}

function node(name: string, { ready = 'True', beat = '00', labels, unschedulable = false }: Kind): Node {
  const lastHeartbeatTime = `2026-01-01T00:00:${beat}Z`
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/os': 'linux', ...labels } },
    spec: { unschedulable },
    status: { conditions: [{ type: 'Ready', status: ready, lastHeartbeatTime }] },
  }
}

const controlPlane = { labels: { 'node-role.kubernetes.io/control-plane': '' } }
const names = (nodes: Node[], wishes: NodeWishes = {}) =>
  rankNodes(nodes, wishes).map(({ metadata }) => metadata.name)

describe('rankNodes', () => {
  it('takes the control plane first, then the newest heartbeat, and a cordoned node last', () => {
    const nodes = [
      node('cordoned', { ...controlPlane, unschedulable: true, beat: '59' }),
      node('old', { beat: '10' }),
      node('new', { beat: '30' }),
      node('control', { ...controlPlane, beat: '01' }),
    ]
    expect(names(nodes)).toEqual(['control', 'new', 'old', 'cordoned'])
    expect(names(nodes, { preferControlPlane: false })).toEqual(['new', 'old', 'control', 'cordoned'])
  })

  it('never takes a node that is down, nor another system', () => {
    const nodes = [
      node('silent', { ...controlPlane, ready: 'Unknown' }),
      node('not-ready', { ready: 'False' }),
      node('windows', { labels: { 'kubernetes.io/os': 'windows' } }),
      node('up', {}),
    ]
    expect(names(nodes)).toEqual(['up'])
    expect(names(nodes, { nodeName: 'silent' })).toEqual([])
  })

  it('takes what is asked for alone', () => {
    const nodes = [node('a', { labels: { disk: 'fast' } }), node('b', {})]
    expect(names(nodes, { nodeSelector: { disk: 'fast' } })).toEqual(['a'])
    expect(names(nodes, { nodeName: 'b' })).toEqual(['b'])
  })
})
