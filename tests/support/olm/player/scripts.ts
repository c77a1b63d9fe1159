import type { KubeObject } from '../../../../src/model/kubernetes.js'
import type { Situation } from '../recordings.js'
import {
  beginReplacing,
  deleteCsv,
  endReplacing,
  findSubscription,
  installPlanned,
  makePlan,
  runCsv,
  serveCatalog,
  settle,
  takeGroup,
  unpack,
  type Plan,
} from './acts.js'
import type { Stage } from './stage.js'

/** Says that a step of the play is over. */
export type Told = (step: string) => void

/** Plays a situation to its recorded end. */
export type Script = (stage: Stage, tell: Told) => Promise<void>

const bundle = (version: string) => `quay.io/jooholee/nfs-provisioner-operator-bundle:${version}`
const csv = (version: string) => `nfs-provisioner-operator.v${version}`

const first: Plan = { situation: 'installed', name: 'install-z9m4g', csv: csv('0.0.8') }
const upgrade: Plan = { situation: 'upgraded', name: 'install-5p9bt', csv: csv('0.0.9') }

const plans: Partial<Record<Situation, Plan>> = {
  'install-mode-unsupported': {
    situation: 'install-mode-unsupported',
    name: 'install-kn5v2',
    csv: csv('0.0.9'),
  },
  'operator-image-not-pulled': {
    situation: 'operator-image-not-pulled',
    name: 'install-rb5d9',
    csv: csv('0.0.10'),
  },
  'csv-deleted': { situation: 'csv-deleted', name: 'install-l9mvs', csv: csv('0.0.10') },
}

export const scripts: Record<Situation, Script> = {
  'approval-pending': async (stage, tell) => {
    const live = await begin(stage, 'approval-pending', tell)
    await planned(stage, { ...first, situation: 'approval-pending' }, live, tell)
  },
  installed: async (stage, tell) => {
    const live = await begin(stage, 'installed', tell)
    await wholePlan(stage, first, live, tell)
    await settle(stage, 'installed', live)
    tell('installed')
    await planned(stage, upgrade, live, tell)
  },
  upgraded: async (stage, tell) => {
    const live = await begin(stage, 'upgraded', tell)
    const { startingCSV } = live.spec as { startingCSV?: string }
    const from = startingCSV === first.csv ? await wholePlan(stage, first, live, tell) : undefined
    if (from) {
      await settle(stage, 'installed', live)
      tell('installed')
    }
    const made = await planned(stage, upgrade, live, tell)
    await installPlanned(stage, upgrade, made)
    if (from) await beginReplacing(stage, first, from, upgrade.csv)
    await runCsv(stage, upgrade)
    tell('csv')
    if (from) await endReplacing(stage, first, from, upgrade.csv)
    await settle(stage, 'upgraded', live)
    tell('upgraded')
  },
  'unpack-failed': async (stage, tell) => {
    const live = await begin(stage, 'unpack-failed', tell)
    await unpack(stage, 'unpack-failed', live, bundle('0.0.8'))
    await settle(stage, 'unpack-failed', live)
    tell('unpack')
  },
  'catalog-not-ready': onlyBegun('catalog-not-ready'),
  'no-operatorgroup': onlyBegun('no-operatorgroup'),
  'two-operatorgroups': onlyBegun('two-operatorgroups'),
  'no-such-channel': onlyBegun('no-such-channel'),
  'no-such-package': onlyBegun('no-such-package'),
  'no-such-version': onlyBegun('no-such-version'),
  'install-mode-unsupported': planCarriedOut('install-mode-unsupported'),
  'operator-image-not-pulled': planCarriedOut('operator-image-not-pulled'),
  'csv-deleted': async (stage, tell) => {
    const live = await begin(stage, 'csv-deleted', tell)
    const made = await wholePlan(stage, planOf('csv-deleted'), live, tell)
    await deleteCsv(stage, made)
    await settle(stage, 'csv-deleted', live)
    tell('csv-deleted')
  },
}

/** Nothing comes of it: the Subscription says what was recorded. */
function onlyBegun(name: Situation): Script {
  return async (stage, tell) => {
    const live = await begin(stage, name, tell)
    await settle(stage, name, live)
    tell('resolution')
  }
}

function planCarriedOut(name: Situation): Script {
  return async (stage, tell) => {
    const live = await begin(stage, name, tell)
    await wholePlan(stage, planOf(name), live, tell)
    await settle(stage, name, live)
    tell(name)
  }
}

function planOf(name: Situation): Plan {
  const plan = plans[name]
  if (!plan) throw new Error(`no plan for ${name}`)
  return plan
}

/** CatalogSource, OperatorGroup and Subscription may come in any order. */
async function begin(stage: Stage, name: Situation, tell: Told): Promise<KubeObject> {
  const catalog = serveCatalog(stage, name).then(() => tell('catalog'))
  const group = takeGroup(stage, name).then(() => tell('operator-group'))
  await Promise.all([catalog, group])
  const live = await findSubscription(stage, name)
  tell('subscription')
  return live
}

async function planned(stage: Stage, plan: Plan, live: KubeObject, tell: Told): Promise<KubeObject> {
  await unpack(stage, plan.situation, live, bundle(plan.csv.split('.v')[1] ?? ''))
  tell('unpack')
  const made = await makePlan(stage, plan, live)
  tell('plan')
  return made
}

/** Unpacks, plans, awaits approval, installs and brings the CSV to its recorded end; gives the CSV. */
async function wholePlan(stage: Stage, plan: Plan, live: KubeObject, tell: Told): Promise<KubeObject> {
  const made = await planned(stage, plan, live, tell)
  await installPlanned(stage, plan, made)
  tell('install-plan')
  const csv = await runCsv(stage, plan)
  tell('csv')
  return csv
}
