import type { Target } from '../target.js'
import { archive } from './archive.js'
import { canaries } from './canaries.js'
import { capture } from './capture.js'
import { configTargets } from './config.js'
import { document } from './document.js'
import { extract } from './extract.js'
import { ownFiles } from './own-files.js'
import { redact } from './redact.js'
import { scan } from './scan.js'

/** Everything that reads what others wrote; what takes longest comes first, so that none is left to run alone. */
export const targets: readonly Target[] = [
  redact,
  capture,
  archive,
  canaries,
  extract,
  ...configTargets,
  ownFiles,
  document,
  scan,
]
