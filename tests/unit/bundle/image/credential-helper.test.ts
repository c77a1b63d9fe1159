import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findCredentials } from '../../../../src/bundle/image/registry/credentials.js'
import { tempFolder } from '../../../support/temp-folder.js'

const secret = ['from', 'the', 'helper'].join('-')
const quay = { registry: 'quay.io', repository: 'acme/bundle' }

/** A folder of PATH with helpers, each a script, and a docker config beside them. */
function machine(config: object, helpers: Record<string, string> = {}) {
  const dir = tempFolder()
  for (const [name, script] of Object.entries(helpers)) {
    const file = join(dir, `docker-credential-${name}`)
    writeFileSync(file, `#!/bin/sh\n${script}\n`)
    chmodSync(file, 0o755)
  }
  const file = join(dir, 'config.json')
  writeFileSync(file, JSON.stringify(config))
  const env = { PATH: `${dir}:/usr/bin:/bin` }
  return {
    dir,
    find: (wanted = quay) => findCredentials(file, wanted, { env, signal: AbortSignal.timeout(20_000) }),
  }
}

const answers = (user: string) => `cat > "$(dirname "$0")/asked"; echo "$1" > "$(dirname "$0")/did"
printf '{"ServerURL":"x","Username":"${user}","Secret":"${secret}"}'`
const auths = { 'quay.io': { auth: Buffer.from('robot:pass').toString('base64') } }
const ofAuths = { username: 'robot', password: 'pass' }

describe('a docker config with helpers', () => {
  test('the one of the registry is asked for it, by its name alone', async () => {
    const { find, dir } = machine(
      { credHelpers: { 'quay.io': 'one' }, credsStore: 'other', auths },
      { one: answers('robot'), other: 'exit 1' },
    )
    expect(await find()).toEqual({ username: 'robot', password: secret })
    expect(readFileSync(join(dir, 'asked'), 'utf8')).toBe('quay.io')
    expect(readFileSync(join(dir, 'did'), 'utf8')).toBe('get\n')
  })

  test('the store is asked for every other registry, for that of docker under its old name', async () => {
    const { find, dir } = machine(
      { credHelpers: { 'quay.io': 'other' }, credsStore: 'one' },
      { one: answers('<token>'), other: 'exit 1' },
    )
    expect(await find({ registry: 'docker.io', repository: 'acme/bundle' })).toEqual({
      identityToken: secret,
    })
    expect(readFileSync(join(dir, 'asked'), 'utf8')).toBe('https://index.docker.io/v1/')
  })

  test('what a helper does not know is looked for in auths', async () => {
    const none = 'echo "credentials not found in native keychain"; exit 1'
    expect(await machine({ credsStore: 'one', auths }, { one: none }).find()).toEqual(ofAuths)
    expect(await machine({ credsStore: 'one' }, { one: none }).find()).toBeUndefined()
  })

  test.each([
    ['is not there', 'absent', /docker-credential-absent.*not on PATH/],
    ['leads elsewhere', '../../bin/evil', /not one of a program/],
    ['fails', 'fails', /exit code 3/],
    ['answers nonsense', 'nonsense', /something else/],
    ['prints without end', 'endless', /too much/],
  ])('one that %s is told of without what it printed', async (_, name, message) => {
    const { find } = machine(
      { credsStore: name },
      {
        fails: `echo ${secret}; echo ${secret} >&2; exit 3`,
        nonsense: `echo ${secret}`,
        endless: `yes ${secret}`,
      },
    )
    const error = await find().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'image.refused',
      exitCode: 3,
      message: expect.stringMatching(message) as string,
    })
    expect((error as Error).cause).toBeUndefined()
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret)
  })

  test('ends with the signal', async () => {
    const { dir } = machine({ credsStore: 'slow' }, { slow: 'exec sleep 60' })
    const stop = new AbortController()
    const finding = findCredentials(join(dir, 'config.json'), quay, {
      env: { PATH: `${dir}:/usr/bin:/bin` },
      signal: stop.signal,
    })
    stop.abort(new Error('stopped'))
    await expect(finding).rejects.toThrow('stopped')
  })
})
