import { randomBytes } from 'node:crypto'
import { fieldError, type FieldError } from './api-error.js'

/** The grammars of names, with the API's own words for a breach of each. */

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `${label}(\\.${label})*`
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'

interface Grammar {
  expression: RegExp
  longest: number
  message: string
}

const grammars = {
  subdomain: {
    expression: new RegExp(`^${subdomain}$`),
    longest: 253,
    message: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`,
  },
  label: {
    expression: new RegExp(`^${label}$`),
    longest: 63,
    message: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
  },
  label1035: {
    expression: new RegExp(`^${label1035}$`),
    longest: 63,
    message: `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${label1035}')`,
  },
} satisfies Record<string, Grammar>

export type NameGrammar = keyof typeof grammars

/** What is wrong with a name, or nothing. */
export function nameErrors(field: string, name: string, grammar: NameGrammar): FieldError[] {
  const { expression, longest, message } = grammars[grammar]
  const errors: FieldError[] = []
  if (name.length > longest)
    errors.push(fieldError.invalid(field, name, `must be no more than ${longest} characters`))
  if (!expression.test(name)) errors.push(fieldError.invalid(field, name, message))
  return errors
}

/** Path segment names (RBAC objects): anything but `.`, `..`, `/` and `%`. */
export function pathSegmentErrors(field: string, name: string): FieldError[] {
  if (name === '.' || name === '..') return [fieldError.invalid(field, name, `may not be '${name}'`)]
  return ['/', '%']
    .filter((char) => name.includes(char))
    .map((char) => fieldError.invalid(field, name, `may not contain '${char}'`))
}

const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const labelValueMessage =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const qualifiedName =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const qualifiedNameMessage =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

export function labelErrors(field: string, labels: Readonly<Record<string, string>>): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...(qualifiedName.test(key) ? [] : [fieldError.invalid(field, key, qualifiedNameMessage)]),
    ...(value.length > 63 ? [fieldError.invalid(field, value, 'must be no more than 63 characters')] : []),
    ...(labelValue.test(value) ? [] : [fieldError.invalid(field, value, labelValueMessage)]),
  ])
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** `base` with five random characters, as `metadata.generateName` asks for. */
export function generateName(base: string): string {
  return base.slice(0, 248) + [...randomBytes(5)].map((byte) => alphabet[byte % alphabet.length]).join('')
}
