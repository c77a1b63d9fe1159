import type { KubeEvent } from '../../kube/events.js'
import { ageOf } from '../print/age.js'

/** `19s`, or `4s (x3 over 19s)` for one that came again. */
export function eventAge({ count, first, last }: KubeEvent, now: number): string {
  return count > 1 ? `${ageOf(last, now)} (x${count} over ${ageOf(first, now)})` : ageOf(first, now)
}
