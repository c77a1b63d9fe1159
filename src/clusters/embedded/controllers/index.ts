import type { ControllerContext } from './controller.js'
import { startController } from './controller.js'
import { claimProtection } from './claim-protection.js'
import { cronJobs } from './cron-job.js'
import { daemonSets } from './daemon-set.js'
import { deployments } from './deployment.js'
import { endpoints } from './endpoints.js'
import { jobs } from './job.js'
import { replicaSets } from './replica-set.js'
import { serviceAccounts } from './service-accounts.js'
import { statefulSets } from './stateful-set.js'
import { volumeBinder, volumeReclaimer } from './volume-binder.js'

/** The embedded cluster's controllers: what has to act so that a gather has something to see. */
export function startControllers(context: ControllerContext & { caCert: string }): { close(): void } {
  const all = [
    serviceAccounts(context.caCert),
    deployments,
    replicaSets,
    statefulSets,
    daemonSets,
    jobs,
    cronJobs,
    endpoints,
    volumeBinder,
    volumeReclaimer,
    claimProtection,
  ]
  const stops = all.map((controller) => startController(controller, context))
  return { close: () => stops.forEach((stop) => stop()) }
}
