import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLogFile } from '../open-log-file.js'
import type { GatherOutput, Place } from '../output.js'
import type { Store } from './store.js'

export interface JobOutput {
  output: GatherOutput
  /** Where the data went, once it is known. */
  folder: () => string | undefined
}

/**
 * The output of one pod of several: data and log in a folder of its own; pod.json and events.json beside the folders,
 * because what lies in one is taken for the gather's.
 */
export function jobOutput(store: Store, index: number, nameFolder: (place: Place) => string): JobOutput {
  let folder: string | undefined
  const into = (place: Place) => (folder ??= nameFolder(place))
  const output: GatherOutput = {
    logTimes: true,
    receive: (tar, place, onEntry) => store.receive(tar, into(place), onEntry),
    openLog: (place) => openLogFile(join(store.root, into(place)), 'gather.logs'),
    saveEvidence: (name, content) => writeFile(join(store.root, evidenceName(name, index)), content),
  }
  return { output, folder: () => folder }
}

/** `pod.json` of the first gather, `pod-2.json` of the second. */
function evidenceName(name: string, index: number): string {
  return index === 0 ? name : name.replace(/(\.[^.]*)?$/, `-${index + 1}$1`)
}
