import { mapTexts } from '../lib/map-texts.js'
import type { CaptureRecord, GatherRecord } from '../model/capture-record.js'
import type { RunState } from './types.js'

/**
 * Adds gathers to the record of the run, without secrets in what it says of them. What a gather says of itself lies in
 * the capture, as status.json; a copy here could quote what nothing gives away as a secret.
 */
export async function recordGathers(
  { capture, options }: RunState,
  gathers: readonly GatherRecord[],
  change: (record: CaptureRecord) => void = () => {},
): Promise<void> {
  const shown = gathers.map(({ status: _, ...record }) => mapTexts(record, options.redact))
  await capture.update((record) => {
    record.gathers.push(...shown)
    change(record)
  })
}
