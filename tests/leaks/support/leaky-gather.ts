import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceIn } from '../../run/support/edits.js'
import { privateKeyPem } from '../../run/support/samples.js'
import { plantedSecrets, password, token } from './samples.js'

/** A gather that gives away secrets wherever somebody may come to quote them. */
export interface LeakyGather {
  /** The folder that its image is built of. */
  context: string
  secrets: ReadonlyMap<string, string>
}

/** The line of bash that turns a word round; the script holds all secrets backwards, so that only what it prints is found. */
const turn = 'turned() { local i; for ((i = ${#1} - 1; i >= 0; i--)); do printf %s "${1:i:1}"; done; }'
const backwards = (text: string) => [...text].reverse().join('')
const said = (value: string) => `$(turned '${backwards(value)}')`

/**
 * Turns a gather of the reference ISV into one that leaks. `quotesKnown`: its status.json quotes the value of a Secret, which
 * looks like no secret; only who has read all that was gathered can tell.
 */
export async function makeLeaky(
  context: string,
  { quotesKnown }: { quotesKnown: boolean },
): Promise<LeakyGather> {
  const { all, add } = plantedSecrets()
  const put = (name: string, value = token()) => said(add(name, value))
  const known = put('Secret data that is not elided', password())
  const key = privateKeyPem()
  // Its first line is much like that of every key.
  add('private key', key.split('\n')[2] ?? '')
  const lines = [
    turn,
    'cd "$BASE_COLLECTION_PATH" || exit 1',
    'secrets=namespaces/acme/core/secrets; mkdir -p "$secrets"',
    `printf 'apiVersion: v1\\nkind: Secret\\nmetadata: {name: a, namespace: acme}\\ndata:\\n  password: %s\\n' "$(base64 -w0 <<<"${known}")" >"$secrets/a.yaml"`,
    `printf 'apiVersion: v1\\nkind: Secret\\nmetadata: {name: b}\\nstringData:\\n  password: %s\\n' "${put('stringData', password())}" >"$secrets/b.yaml"`,
    `printf 'kind: Pod\\nx: [\\n' >"$secrets/${put('name of a file')}.yaml"`,
    `folder=${put('name of a folder')}; mkdir "$folder"; echo x >"$folder/${put('name of a file in it')}"`,
    `echo x >"$(printf 'a\\\\b.%s' "${put('name with a backslash')}")"`,
    `ln -s "/etc/${put('target of a link')}" "link"`,
    `ln -s nothing "link-${put('name of a link')}"`,
    `printf 'ts=2026-11-20T10:00:00.123Z cmd="oc login --token=%s" rc=1 duration=1s err="%s" out=missing/%s\\n' "${put('command')}" "${put('error of a command')}" "${put('missing output')}" >>"$LOG"`,
    `printf 'ts=2026-11-20T10:00:00.123Z cmd="psql %s" rc=1 duration=1s\\n' "${known}" >>"$LOG"`,
    `printf 'ts=2026-11-20T10:00:00.123Z cmd="broken %s rc=0\\n' "${put('stray line')}" >>"$LOG"`,
    `echo "using ${put('stdout')}"`,
    `echo "using ${put('stderr')}" >&2`,
    `echo "https://admin:${put('URL on stderr', password())}@acme.example/x" >&2`,
    `turned '${backwards(key)}'`,
    `turned '${backwards(key)}' >&2`,
    `printf '%s\\n%s\\n%s\\n' "acme ${put('version')}" "0.0.9.${put('version, second line')}" "${known}" >version`,
    statusJson(put, quotesKnown ? known : 'nobody'),
    `printf 'ended by %s' "${put('termination message')}" >/dev/termination-log`,
    `echo "error: login with token ${put('last words')} was refused" >&2`,
    'exit 3',
  ]
  await replaceIn(
    context,
    'collection-scripts/gather',
    /end_gather\n$/,
    `( end_gather )\n${lines.join('\n')}\n`,
  )
  return { context, secrets: all }
}

function statusJson(put: (name: string, value?: string) => string, known: string): string {
  const collector = {
    ...{ name: '%s', status: '%s', exitCode: 1, artifacts: ['%s'] },
    messages: [{ level: 'error', message: 'login with %s' }, { message: 'as %s' }],
  }
  const status = { schemaVersion: 1, overallStatus: '%s', mustGatherVersion: '%s', collectors: [collector] }
  const values = [
    ...['overall status', 'version in status.json', 'name of a collector', 'status of a collector'],
    ...['artifact of a collector', 'message of a collector'],
  ].map((name) => `"${put(name)}"`)
  return `printf '${JSON.stringify(status)}\\n' ${values.join(' ')} "${known}" >status.json`
}

/** A functest that prints what was gathered, and a secret of its own. */
export async function makeFunctestLeaky(isvDir: string, file: string): Promise<ReadonlyMap<string, string>> {
  const { all, add } = plantedSecrets()
  const text = [
    '#!/bin/bash',
    turn,
    'cat "$CAPTURE_DIR"/gathers/default/gather.log',
    `echo "${said(add('functest', token()))}"`,
    `echo "${said(add('stderr of a functest', token()))}" >&2`,
    'exit 1',
  ].join('\n')
  await writeFile(join(isvDir, file), `${text}\n`)
  return all
}

export const copyOf = async (from: string, to: string): Promise<string> => {
  await cp(from, to, { recursive: true })
  return to
}
