import type { Readable, Writable } from 'node:stream'
import type { ExtractResult } from '../capture/index.js'

/** Where a gather ran, as far as it is known. */
export interface Place {
  imageID?: string
  node?: string
  pod?: string
}

/** Takes what a gather leaves, and decides where it goes: a folder of a capture, oc's layout, an archive. */
export interface GatherOutput {
  /**
   * The tar of the source folder, as it comes; `onEntry` is called for each member. Called at most once, with a stream
   * that ends early where the copy broke off for good. Throws `capture.write-failed` where it cannot be kept.
   */
  receive(tar: Readable, place: Place, onEntry: () => void): Promise<ExtractResult>
  /** Whether each line of the log begins with its time. Default false. */
  logTimes?: boolean
  /** What the gather prints; opened when it starts. */
  openLog(place: Place): Promise<Writable>
  /** `pod.json`, `events.json`, ...: small files beside the data. */
  saveEvidence(name: string, content: string, place: Place): Promise<void>
}
