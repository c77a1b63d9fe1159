import { registerBundle } from './options/bundle.js'
import { registerDoctor } from './options/doctor.js'
import { registerIndex } from './options/index-image.js'
import { registerInspect } from './options/inspect.js'
import { registerManifest } from './options/manifest.js'
import { registerOlm } from './options/olm.js'
import { registerRedact } from './options/redact.js'
import type { Register } from './options/register.js'
import { registerRun } from './options/run.js'
import { registerSecrets } from './options/secrets.js'
import { registerTest } from './options/test.js'
import { registerVerify } from './options/verify.js'
import { registerWaive } from './options/waive.js'

/** In the order in which the help lists them. */
export const commands: readonly Register[] = [
  registerTest,
  registerVerify,
  registerSecrets,
  registerRedact,
  registerWaive,
  registerManifest,
  registerRun,
  registerInspect,
  registerOlm,
  registerBundle,
  registerIndex,
  registerDoctor,
]
