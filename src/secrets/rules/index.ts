/** Every kind of secret that the scanner knows, as data: one file per family. */
import { chat } from './chat.js'
import { cloud } from './cloud.js'
import { commandLines } from './command-lines.js'
import { databases } from './databases.js'
import { environment } from './environment.js'
import { generic } from './generic.js'
import { keystores } from './keystores.js'
import { kubernetes } from './kubernetes.js'
import { packages } from './packages.js'
import { passwordHashes } from './password-hashes.js'
import { privateKeys } from './private-keys.js'
import { services } from './services.js'
import { sourceForges } from './source-forges.js'
import type { SecretRule } from './types.js'

export type { MatchContext, SecretRule } from './types.js'

export const secretRules: readonly SecretRule[] = [
  ...privateKeys,
  ...keystores,
  ...kubernetes,
  ...cloud,
  ...sourceForges,
  ...packages,
  ...chat,
  ...services,
  ...databases,
  ...commandLines,
  ...passwordHashes,
  ...generic,
  ...environment,
]
