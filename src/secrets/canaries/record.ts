import { createHmac } from 'node:crypto'
import type { CanariesFile, Canary } from '../../model/canaries.js'
import { oneLine } from '../../lib/printable.js'
import { ExpectedError } from '../../model/errors.js'
import { deriveCanaries } from './derive.js'

/** What is kept of planted values beside a gather. */
export function canariesFile(key: Buffer, canaries: readonly Canary[]): CanariesFile {
  return {
    schemaVersion: 'canaries/v1',
    keyId: keyIdOf(key),
    canaries: canaries.map(({ value, id, kind, namespace, object, key: entry }) => ({
      ...{ id, kind, namespace, object, key: entry },
      digest: digestOf(key, value),
    })),
  }
}

/**
 * The planted values again, out of the key. Throws `canaries.other-key` where the key is another run's, and
 * `canaries.changed` where it gives another value than was planted: the file was changed, or another version derived it.
 */
export function recoverCanaries(key: Buffer, file: CanariesFile): Canary[] {
  if (keyIdOf(key) !== file.keyId) throw otherKey()
  // One by one: a record that is wrong from its beginning on ends it, however long it is.
  return file.canaries.flatMap((place) => {
    const derived = deriveCanaries(key, [place])
    const changed = derived.find(({ value }) => digestOf(key, value) !== place.digest)
    if (changed) throw changedRecord(changed.id)
    return derived
  })
}

const keyIdOf = (key: Buffer) =>
  createHmac('sha256', key).update('id of a canary key').digest('hex').slice(0, 16)
const digestOf = (key: Buffer, value: string) => createHmac('sha256', key).update(value).digest('hex')

function otherKey(): ExpectedError {
  return new ExpectedError({
    code: 'canaries.other-key',
    message: 'the canary key is not the one of this capture: canaries.json was made under another key',
    next: 'Give the canary.key that lies in the folder of the same run.',
    exitCode: 2,
  })
}

function changedRecord(id: string): ExpectedError {
  return new ExpectedError({
    code: 'canaries.changed',
    message: `canaries.json does not go with its key: the digest of ${oneLine(id, 200)} is another`,
    next: 'Judge the capture as the run left it, with the version of this tool that made it.',
    exitCode: 2,
  })
}
