import { formatDuration } from '../../lib/duration.js'
import type { KubeObject } from '../../model/kubernetes.js'

/** ` for 40s`, or nothing where the time is not known. */
export function since({ metadata }: KubeObject, now: Date): string {
  const ms = now.getTime() - Date.parse(metadata.creationTimestamp ?? '')
  return Number.isNaN(ms) || ms < 0 ? '' : ` for ${formatDuration(Math.round(ms / 1000) * 1000)}`
}
