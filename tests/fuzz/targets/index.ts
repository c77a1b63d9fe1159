import type { Target } from '../target.js'
import { archive } from './archive.js'
import { capture } from './capture.js'
import { configTargets } from './config.js'
import { document } from './document.js'
import { extract } from './extract.js'
import { ownFiles } from './own-files.js'
import { scan } from './scan.js'

/** Everything that reads what others wrote. */
export const targets: readonly Target[] = [
  archive,
  capture,
  document,
  scan,
  ownFiles,
  extract,
  ...configTargets,
]
