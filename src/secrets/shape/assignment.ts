import type { MatchContext } from '../rules/types.js'
import { characterClasses, entropy, isRandomEnough } from './entropy.js'
import { isCamelCase, isIdentifier } from './identifier.js'
import { speaksForItself } from './known.js'
import { isPlaceholder } from './placeholder.js'

/** What a key ends with when its value only says where the secret is, how long it lives, or that there is one. */
const aboutSecrets =
  /(?:(?:secret|token|key|credential|password|passphrase)s|name|names|ref|refs|file|files|path|dir|id|ids|type|ttl|seconds|expiry|expires|expiration|url|uri|endpoint|version|revision|namespace|policy|format|length|history|age|days|hours|minutes|interval|timeout|duration|lifetime|grace|attempts|retries|strength|complexity|count|rotation|hash|alg|algorithm|enabled|required|mode|review|request|audience|issuer|template|class|source|provider|prefix|suffix|status|reason|selector|label|annotation|controller|keyref|cert|ca|crt|mount|volume|hint|field|regex|pattern|usage|manager|generation|timestamp|digest|checksum|sha256|header|kind|scope|store|minter|signer)$/i

/** What a key begins with when it is for going on with a list, or when it is a digest of what its name says. */
const notSecret =
  /(?:(?:continue|nextpage|page|resume|cursor|client|idempotency)token|(?:checksum|hash|digest|sha256|md5|revision)[^\s"']{0,64})$/i

const isAboutSecrets = (key: string): boolean => {
  const compact = key.replace(/[-_.]/g, '')
  return aboutSecrets.test(compact) || notSecret.test(compact)
}

/** The key as a whole, which may begin before the keyword. */
const keyOf = ({ before, match }: MatchContext): string => lastWord(before) + firstWord(match)

/** What a key is made of. */
const keyCharacters = new Uint8Array(256)
for (let code = 0; code < 256; code++) if (/[\w./-]/.test(String.fromCharCode(code))) keyCharacters[code] = 1

function firstWord(text: string): string {
  const most = Math.min(64, text.length)
  let end = 0
  while (end < most && text[end] !== '/' && keyCharacters[text.charCodeAt(end)]) end++
  return text.slice(0, end)
}

/** The end of the text as far as it may belong to a key, up to 64 characters; an expression would try every start. */
function lastWord(text: string): string {
  const first = Math.max(0, text.length - 64)
  let start = text.length
  while (start > first && keyCharacters[text.charCodeAt(start - 1)]) start--
  return text.slice(start)
}

const holdsAssignment = /pass(?:word|wd)[:=]/i

/** Where the value of a key like `password` would be one, as far as the value itself tells. */
interface PasswordReading {
  /** Where nothing else stands on the line: there short and plain ones count. */
  alone: boolean
  /** Under any key that says that it is a password. */
  anywhere: boolean
  /** Under a key that is nothing but a word for passwords. */
  asPhrase: boolean
}

/** Whether the value of a key like `password` is one. Short and plain ones count where nothing else stands on the line. */
export function isPasswordValue(value: string, context: MatchContext): boolean {
  const reading = context.recall(readPassword, value)
  if (!reading || context.after.startsWith('(') || isHostOfUrl(value, context)) return false
  if (context.recall(isAboutSecrets, keyOf(context))) return false
  if (reading.alone === reading.anywhere && !reading.asPhrase) return reading.alone
  if (isWholeLine(value, context)) return reading.alone
  return reading.anywhere || (reading.asPhrase && isNamedPassword(context))
}

function readPassword(value: string): PasswordReading | undefined {
  if (!/[a-z]/i.test(value) || holdsAssignment.test(value)) return undefined
  if (/\s/.test(value) && !/^\S{1,40} \S{1,40}$/.test(value)) return undefined
  if (isPlaceholder(value) || isCode(value) || speaksForItself(value)) return undefined
  const varied = isVaried(value)
  const alone = /^[a-z]{8,64}$/.test(value) || (varied && !isPath.test(value))
  const anywhere = varied && !isNamed(value)
  const asPhrase = varied && !anywhere && isPassphrase(value)
  return alone || varied ? { alone, anywhere, asPhrase } : undefined
}

const isNamedPassword = ({ match }: MatchContext): boolean =>
  /^(?:pass(?:word|wd|phrase)|[_-](?:pass|pwd))["']?[ \t]{0,4}[:=]/i.test(match)

/** Words and digits joined by dashes, which would be a name under any key but the password's own. */
function isPassphrase(value: string): boolean {
  return /^[a-z]{3,16}(?:-[a-z0-9]{2,16}){2,5}$/.test(value) && /\d/.test(value)
}

function isVaried(value: string): boolean {
  return (
    characterClasses(value) >= 2 && /[A-Za-z]/.test(value) && /[^A-Za-z_-]/.test(value) && entropy(value) > 2
  )
}

const isPath = /^[/~.]|:\/\//

/** `<password>@host:port`: the tag is a placeholder, and no element of XML. */
function isHostOfUrl(value: string, { match }: MatchContext): boolean {
  return value.startsWith('@') && match.includes('>@')
}

/** Whether a line of YAML, of properties or of a script has nothing but `password: value`: then even a plain word is one. */
function isWholeLine(value: string, context: MatchContext): boolean {
  const { before, after } = context
  if (!isNamedPassword(context) || !/^["']?[ \t]{0,4}(?:\r?\n|$)/.test(after) || /\s/.test(value))
    return false
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return line.length <= 128 && /^[ \t]{0,64}(?:export[ \t]{1,4})?["']?(?:[\w.]{0,40}[_.])?$/.test(line)
}

/** Names, paths, addresses and the like; but a UUID or a digest as a password is a password. */
function isNamed(value: string): boolean {
  return isIdentifier(value) && !/^[0-9a-f-]{32,128}$/i.test(value)
}

/** Whether the value of a key like `token` or `api_key` looks generated, and the key is not about something else. */
export function isTokenValue(value: string, context: MatchContext): boolean {
  return (
    context.recall(isToken, value) &&
    !context.after.startsWith('(') &&
    !context.recall(isAboutSecrets, keyOf(context))
  )
}

function isToken(value: string): boolean {
  if (value.length < 16 || !/\d/.test(value) || !/[A-Za-z]/.test(value) || /\s/.test(value)) return false
  if (isPlaceholder(value) || isCode(value)) return false
  return (
    !isNamed(value) &&
    !isCamelCase(value) &&
    isRandomEnough(value) &&
    entropy(value) > 3 &&
    !speaksForItself(value)
  )
}

/** Calls, fields, Go's printed values and template expressions: the code or the message that speaks of a secret. */
function isCode(value: string): boolean {
  return /^[$@%*&~^!#`]?[\w.]{1,64}[([{]|^[&*]?\w{1,64}\.\w{1,64}$|^[a-z_][A-Za-z]{0,40}\d?(?:\.[A-Za-z_]{1,40}\d?){1,6}$|^\$|^(?:os|process|secrets|env|var)\.|[=<>]{2}|^0x|\.\.\.|…|^v\d{1,3}\./.test(
    value,
  )
}
