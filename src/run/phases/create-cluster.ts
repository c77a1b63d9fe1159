import { connect, describeCluster, platformOf, serverFeatures } from '../cluster-facts.js'
import { decideInstall, recordOf, sayDecision } from '../install/decision.js'
import type { Phase } from '../types.js'

export const createCluster: Phase = {
  name: 'cluster',
  deadlineMs: () => 6 * 60_000,
  async act(state, signal) {
    const { driver, runId, workDir, logger, cluster: options } = state.options
    const cluster = await driver.create({ runId, workDir, logger, ...options }, signal)
    state.cluster = cluster
    const connection = await connect({ kubeconfig: cluster.kubeconfig })
    state.connection = connection
    const features = await serverFeatures(connection, signal)
    const found = await describeCluster(connection, features, signal)
    await state.capture.update((record) => {
      record.cluster = {
        driver: cluster.driver,
        version: cluster.server.version,
        platform: platformOf(features),
        features,
        capabilities: [...driver.capabilities],
        server: new URL(cluster.server.url).host,
        ...found,
        ...(cluster.isolation ? { isolation: cluster.isolation } : {}),
        ...(cluster.client ? { client: cluster.client } : {}),
      }
    })
    const decision = (state.method = decideInstall(state.options, features))
    await state.capture.update((record) => {
      record.install = recordOf(decision)
    })
    const said = sayDecision(decision)
    if (said !== undefined) state.options.progress.note(said)
    return `${cluster.driver} ${cluster.server.version}`
  },
}
