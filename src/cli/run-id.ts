import { randomBytes } from 'node:crypto'

/** Names a run: sorts by time, and fits a label value and the name of a cluster: `20261120-101502-3f9a`. */
export function newRunId(now: Date): string {
  const [date = '', time = ''] = now.toISOString().replaceAll(/[-:]/g, '').split(/[T.]/)
  return `${date}-${time}-${randomBytes(2).toString('hex')}`
}
