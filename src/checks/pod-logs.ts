import type { CaptureRecord } from '../model/capture-record.js'
import type { FileFact, GatherFacts } from '../model/facts.js'

export interface OldLog {
  gather: GatherFacts
  file: FileFact
}

/** As `oc adm inspect` names the log of a container. */
const inspected = /(?:^|\/)(?:current|previous(?:\.insecure)?)\.log(?:\.gz!\/[^/]*)?$/
/** What is packed has its lines in its members. */
const packed = /\.(?:t?gz|tar|xz|bz2|zst|zip)$/

/** The logs of containers: named as inspect names them, or after a pod of the operator or the one that was planted. */
export function podLogs({ files }: GatherFacts, { operator, planted }: CaptureRecord): FileFact[] {
  const pods = [...(operator?.containers ?? []).map(({ pod }) => pod), ...(planted ? [planted.pod] : [])]
  return files.filter(
    ({ log, path, type }) =>
      type === 'file' &&
      log &&
      !packed.test(path) &&
      (inspected.test(path) || pods.some((pod) => path.includes(pod))),
  )
}

/**
 * The logs that hold a line from before a time. A line that begins with its time says so itself. Of lines without, the
 * first is old where it is that of a log in `known`, and those are the logs of gathers that ended before.
 */
export function oldLogs(
  gathers: readonly GatherFacts[],
  before: number,
  record: CaptureRecord,
  known?: readonly OldLog[],
): OldLog[] {
  const isOld = (gather: GatherFacts, { path, lines, blank }: FileFact): boolean => {
    if (blank || !lines) return false
    if (lines.earliest !== undefined) return Date.parse(lines.earliest) < before
    if (lines.first === undefined) return false
    return known
      ? known.some(({ file }) => file.path === path && file.lines?.first === lines.first)
      : endOf(gather) < before
  }
  return gathers.flatMap((gather) =>
    podLogs(gather, record)
      .filter((file) => isOld(gather, file))
      .map((file) => ({ gather, file })),
  )
}

const endOf = ({ record }: GatherFacts): number =>
  Date.parse(record?.startedAt ?? '') + (record?.durationMs ?? NaN)
