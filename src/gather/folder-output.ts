import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractTar } from '../capture/index.js'
import { openLogFile } from './open-log-file.js'
import type { GatherOutput } from './output.js'

/** Into one folder, as a capture has it: must-gather/, gather.log, pod.json, events.json. Made where it does not exist. */
export function folderOutput(folder: string): GatherOutput {
  const data = join(folder, 'must-gather')
  return {
    async receive(tar, _place, onEntry) {
      await mkdir(data, { recursive: true })
      return extractTar(tar, data, { onEntry })
    },
    openLog: () => openLogFile(folder, 'gather.log'),
    async saveEvidence(name, content) {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, name), content)
    },
  }
}
