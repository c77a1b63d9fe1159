import type { Check } from '../model/check.js'
import { bundleInvalid } from './bundle-invalid.js'
import { clientToolMissing } from './client-tool-missing.js'
import { commandLogMissing } from './command-log-missing.js'
import { commandWithoutStatus } from './command-without-status.js'
import { csvNotSucceeded } from './csv-not-succeeded.js'
import { errorText } from './error-text.js'
import { exitCode } from './exit-code.js'
import { expectedContent } from './expected-content.js'
import { expectedFileMissing } from './expected-file-missing.js'
import { failedCommand } from './failed-command.js'
import { functestFailed } from './functest-failed.js'
import { gatherMissing } from './gather-missing.js'
import { hostileName } from './hostile-name.js'
import { imageUnrelated } from './image-unrelated.js'
import { indexLacksBundle } from './index-lacks-bundle.js'
import { knownSecret } from './known-secret.js'
import { leftovers } from './leftovers.js'
import { logAndStatusDisagree } from './log-and-status-disagree.js'
import { mustGatherUnnamed } from './must-gather-unnamed.js'
import { noSuchImage } from './no-such-image.js'
import { operatorNotAvailable } from './operator-not-available.js'
import { otherFiles } from './other-files.js'
import { otherImage } from './other-image.js'
import { otherOperatorImage } from './other-operator-image.js'
import { otherProduct } from './other-product.js'
import { overDuration } from './over-duration.js'
import { overFiles } from './over-files.js'
import { overSize } from './over-size.js'
import { plantedSecret } from './planted-secret.js'
import { privateKey } from './private-key.js'
import { sampleNotReady } from './sample-not-ready.js'
import { scriptFailsAlone } from './script-fails-alone.js'
import { secretData } from './secret-data.js'
import { sinceIgnored } from './since-ignored.js'
import { timeout } from './timeout.js'
import { truncatedFile } from './truncated-file.js'
import { unclaimedOutput } from './unclaimed-output.js'
import { unexpectedEmptyFile } from './unexpected-empty-file.js'
import { unexpectedFile } from './unexpected-file.js'
import { unparsableFile } from './unparsable-file.js'
import { unprovenClean } from './unproven-clean.js'
import { versionForm } from './version-form.js'
import { versionLines } from './version-lines.js'
import { versionMissing } from './version-missing.js'
import { versionOfOperator } from './version-of-operator.js'

/** Every check, in the order of the report. */
export const checks: readonly Check[] = [
  operatorNotAvailable,
  otherOperatorImage,
  sampleNotReady,
  csvNotSucceeded,
  bundleInvalid,
  mustGatherUnnamed,
  imageUnrelated,
  indexLacksBundle,
  gatherMissing,
  clientToolMissing,
  otherImage,
  noSuchImage,
  exitCode,
  timeout,
  scriptFailsAlone,
  otherFiles,
  sinceIgnored,
  leftovers,
  versionMissing,
  versionLines,
  versionForm,
  versionOfOperator,
  otherProduct,
  expectedFileMissing,
  expectedContent,
  unexpectedEmptyFile,
  unexpectedFile,
  unparsableFile,
  hostileName,
  errorText,
  truncatedFile,
  commandLogMissing,
  commandWithoutStatus,
  failedCommand,
  unclaimedOutput,
  logAndStatusDisagree,
  secretData,
  plantedSecret,
  knownSecret,
  privateKey,
  unprovenClean,
  overDuration,
  overSize,
  overFiles,
  functestFailed,
]

export { profiles } from './profiles/index.js'
