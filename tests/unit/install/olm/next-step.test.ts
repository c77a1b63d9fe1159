import { describe, expect, it } from 'vitest'
import { nextStep } from '../../../../src/install/index.js'
import type { KubeObject } from '../../../../src/model/kubernetes.js'

const object = (kind: string, name: string, spec: unknown, status: unknown): KubeObject => ({
  ...{ apiVersion: 'operators.coreos.com/v1alpha1', kind, metadata: { name, namespace: 'a' } },
  ...{ spec, status },
})

const byName = (objects: readonly KubeObject[]) =>
  new Map(objects.map((one) => [one.metadata.name, one] as const))

interface Seen {
  installed?: string
  state?: string
  conditions?: { type: string; status: string; reason: string }[]
  /** CSVs of the plan that waits for approval. */
  waiting?: string[]
  csvs?: Record<string, string>
}

const goal = { target: 'x.v2', startingCSV: 'x.v1' }

const step = ({ installed, state, conditions, waiting, csvs = {} }: Seen) =>
  nextStep(
    {
      subscription: object(
        'Subscription',
        's',
        {},
        {
          ...{ installedCSV: installed, state, conditions },
          ...(waiting && { installPlanRef: { name: 'plan' } }),
        },
      ),
      installPlans: byName(
        waiting
          ? [
              object(
                'InstallPlan',
                'plan',
                { approved: false, clusterServiceVersionNames: waiting },
                { phase: 'RequiresApproval' },
              ),
            ]
          : [],
      ),
      csvs: byName(
        Object.entries(csvs).map(([name, phase]) => object('ClusterServiceVersion', name, {}, { phase })),
      ),
      pods: new Map(),
    },
    goal,
  )

describe('nextStep', () => {
  it('is done when the CSV of the bundle has succeeded, and not when OLM calls it installed', () => {
    expect(step({ installed: 'x.v2', csvs: { 'x.v2': 'Succeeded' } })).toEqual({ do: 'done' })
    expect(step({ installed: 'x.v2', state: 'AtLatestKnown', csvs: { 'x.v2': 'Pending' } })).toEqual({
      ...{ do: 'wait', for: 'x.v2: Pending' },
    })
  })

  it('approves what leads to the CSV, and nothing else', () => {
    expect(step({ waiting: ['x.v1'] })).toMatchObject({ do: 'approve' })
    expect(step({ waiting: ['x.v2'] })).toMatchObject({ do: 'stop', final: true })
    const upgrade = step({ installed: 'x.v1', waiting: ['x.v2'], csvs: { 'x.v1': 'Succeeded' } })
    expect(upgrade).toMatchObject({ do: 'approve' })
    const beyond = step({ installed: 'x.v2', waiting: ['x.v3'], csvs: { 'x.v2': 'Installing' } })
    expect(beyond).toMatchObject({ do: 'wait' })
  })

  it('waits with a catalog that is not connected, and stops where constraints cannot be satisfied', () => {
    const failed = (reason: string) => [{ type: 'ResolutionFailed', status: 'True', reason }]
    expect(step({ conditions: failed('ErrorPreventedResolution') })).toMatchObject({ do: 'wait' })
    expect(step({ conditions: failed('ConstraintsNotSatisfiable') })).toMatchObject({ do: 'stop' })
  })

  it.each<[string, Seen, RegExp]>([
    ['has failed', { installed: 'x.v2', csvs: { 'x.v2': 'Failed' } }, /x\.v2 failed/],
    ['is gone', { installed: 'x.v2' }, /x\.v2 is gone/],
    [
      'is not the one of the bundle',
      { installed: 'x.v3', state: 'AtLatestKnown', csvs: { 'x.v3': 'Succeeded' } },
      /installed x\.v3, and not x\.v2/,
    ],
  ])('stops, in time, where the CSV %s', (_, seen, sign) => {
    expect(step(seen)).toMatchObject({
      ...{ do: 'stop', final: false },
      sign: expect.stringMatching(sign) as string,
    })
  })
})
