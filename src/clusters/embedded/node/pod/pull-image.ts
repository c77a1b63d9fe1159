import { setTimeout as delay } from 'node:timers/promises'
import type { StoredImage } from '../../image/image-store.js'
import { createBackOff } from './back-off.js'
import type { ContainerWorker } from './container-worker.js'

/** How long a failed pull is shown as such before its back-off is. */
const shownMs = 1000

/** The container's image, as soon as the node has it; until then its status says what a pull that fails says. */
export async function pullImage(worker: ContainerWorker, signal: AbortSignal): Promise<StoredImage> {
  const ref = worker.container.image
  const backOff = createBackOff(worker.context.restartBackOff)
  for (;;) {
    const image = worker.context.images.find(ref)
    if (image) {
      worker.record(
        'Normal',
        'Pulled',
        `Container image "${ref}" already present on machine and can be accessed by the pod`,
      )
      return image
    }
    if (worker.container.imagePullPolicy === 'Never') {
      const message = `Container image "${ref}" is not present with pull policy of Never`
      worker.record('Warning', 'ErrImageNeverPull', message)
      worker.record('Warning', 'Failed', 'Error: ErrImageNeverPull')
      worker.become({ waiting: { reason: 'ErrImageNeverPull', message } })
      await delay(backOff.next(), undefined, { signal })
      continue
    }
    const why = `failed to pull and unpack image "${ref}": failed to resolve reference "${ref}": ${ref}: not found`
    worker.record('Normal', 'Pulling', `Pulling image "${ref}"`)
    worker.record('Warning', 'Failed', `Failed to pull image "${ref}": ${why}`)
    worker.record('Warning', 'Failed', 'Error: ErrImagePull')
    worker.become({ waiting: { reason: 'ErrImagePull', message: why } })
    const wait = backOff.next()
    await delay(Math.min(wait, shownMs), undefined, { signal })
    worker.record('Normal', 'BackOff', `Back-off pulling image "${ref}"`)
    worker.record('Warning', 'Failed', 'Error: ImagePullBackOff')
    const message = `Back-off pulling image "${ref}": ErrImagePull: ${why}`
    worker.become({ waiting: { reason: 'ImagePullBackOff', message } })
    await delay(Math.max(0, wait - shownMs), undefined, { signal })
  }
}
