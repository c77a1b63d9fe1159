import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fixtureCanary } from './fixture-canaries.js'
import { secretRules } from '../../src/secrets/index.js'

/** Replaces `{{secret:<rule>}}` in every file below a folder: no file of the repository may hold what looks live. */
export function fillPlaceholders(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const text = readFileSync(path, 'latin1')
    if (text.includes('{{'))
      writeFileSync(
        path,
        text.replace(/\{\{([\w-]+:[\w: -]+)\}\}/g, (_, name: string) => valueOf(name)),
        'latin1',
      )
  }
}

/** A text with one secret in it, as the rule's own samples have it. */
export function secretText(rule: string): string {
  const sample = secretRules.find(({ id }) => id === rule)?.positive()[0]
  if (sample === undefined) throw new Error(`no rule ${rule}`)
  return sample
}

function valueOf(name: string): string {
  const [kind, argument = ''] = name.split(/:(.*)/s)
  const make = makers[kind ?? '']
  if (!make) throw new Error(`no placeholder {{${name}}}`)
  return make(argument)
}

const makers: Record<string, (argument: string) => string> = {
  secret: secretText,
  /** The same, as the value of a Secret or a ConfigMap. */
  base64: (rule) => Buffer.from(secretText(rule)).toString('base64'),
  /** A text as the value of a Secret has it: what must be found there is any value that is not elided. */
  value: (text) => Buffer.from(text).toString('base64'),
  /** What was planted in the base capture, by its kind. */
  canary: (kind) => fixtureCanary(kind).value,
  'canary-base64': (kind) => Buffer.from(fixtureCanary(kind).value).toString('base64'),
  'canary-json': (kind) => JSON.stringify(fixtureCanary(kind).value),
}
