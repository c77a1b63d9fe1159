import { Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { exec, type Connection } from '../kube/index.js'
import { formatBytes, parseQuantity } from '../lib/quantity.js'
import { copyContainer } from './pod-manifest.js'

/** What was measured of the volume, in bytes. */
export interface VolumeSample {
  /** What the gather has put there. */
  used: number
  /** What the file system that holds it has left. */
  free: number
}

export interface VolumeLimits {
  /** 1 to 100: how much the gather may take of what there is for it. */
  percentage: number
  /** Bytes of the volume's sizeLimit, at which the kubelet evicts the pod. */
  sizeLimit?: number | undefined
}

export const defaultPercentage = 70
const everySeconds = 2
const againMs = 2000
/** The kubelet measures too, and then takes the data away with the pod. */
const ofSizeLimit = 0.9

/** One line per measure: KiB of the folder, KiB free. Fixed text: folder and pause come as arguments. */
const script = `
while :; do
  read -r used _ < <(du -sk -- "$1" 2>/dev/null)
  { read -r _; read -r _ _ _ free _; } < <(df -Pk -- "$1" 2>/dev/null)
  echo "$used $free"
  sleep "$2" || exit
done
`

/** Why the gather must be ended, in figures; `undefined` while there is room. */
export function whyFull({ used, free }: VolumeSample, limits: VolumeLimits): string | undefined {
  const { percentage, sizeLimit } = limits
  if (sizeLimit !== undefined && used >= sizeLimit * ofSizeLimit)
    return `it has written ${formatBytes(used)} of the ${formatBytes(sizeLimit)} that its volume may hold`
  // Of what others have filled of the disk nothing is held against the gather.
  const share = (100 * used) / (used + free)
  if (!(share > percentage)) return undefined
  return (
    `it has written ${formatBytes(used)} and left ${formatBytes(free)} on the disk of its node: ` +
    `more than ${percentage}% of what there was`
  )
}

/** Measures the volume from the container `copy` until the signal aborts. What cannot be measured is not reported. */
export async function watchVolume(
  {
    connection,
    namespace,
    pod,
    sourceDir,
  }: { connection: Connection; namespace: string; pod: string; sourceDir: string },
  onSample: (sample: VolumeSample) => void,
  signal: AbortSignal,
): Promise<void> {
  const command = ['/bin/bash', '-c', script, 'volume', sourceDir, String(everySeconds)]
  while (!signal.aborted) {
    const stdout = new SampleSink(onSample)
    const place = { namespace, pod, container: copyContainer }
    await exec(connection, { ...place, command, stdout, signal }).catch(() => {})
    // The container starts later than the gather, or the connection broke.
    await delay(againMs, undefined, { signal }).catch(() => {})
  }
}

class SampleSink extends Writable {
  readonly #onSample: (sample: VolumeSample) => void
  #rest = ''

  constructor(onSample: (sample: VolumeSample) => void) {
    super()
    this.#onSample = onSample
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const sample = parseSample(line)
      if (sample) this.#onSample(sample)
    }
    done()
  }
}

/** Reads a line of the script; `undefined` where the image lacks du or df. */
export function parseSample(line: string): VolumeSample | undefined {
  const match = /^(\d+) (\d+)$/.exec(line)
  return match ? { used: Number(match[1]) * 1024, free: Number(match[2]) * 1024 } : undefined
}

export function volumeLimits(options: {
  volumePercentage?: number | undefined
  volumeSizeLimit?: string | undefined
}): VolumeLimits {
  const { volumePercentage: percentage = defaultPercentage, volumeSizeLimit } = options
  return { percentage, sizeLimit: volumeSizeLimit === undefined ? undefined : parseQuantity(volumeSizeLimit) }
}
