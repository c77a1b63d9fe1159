import { badRequest } from './api-error.js'
import { isRecord } from './json.js'

export type LabelMatch = (labels: Readonly<Record<string, string>>) => boolean

/** Reads a label selector as requests carry it (`a=b,c!=d,e in (f,g),!h,i`); throws a 400 `ApiError`. */
export function parseLabelSelector(text: string): LabelMatch {
  const requirements = splitOutsideParentheses(text).map(parseRequirement)
  return (labels) => requirements.every((matches) => matches(labels))
}

function splitOutsideParentheses(text: string): string[] {
  if (text.trim() === '') return []
  const parts = ['']
  let depth = 0
  for (const char of text) {
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  if (depth > 0) throw badRequest("unable to parse requirement: found '', expected: ',' or ')'")
  return parts
}

const key = '[A-Za-z0-9][A-Za-z0-9_./-]*'
const setBased = new RegExp(`^(${key})\\s+(in|notin)\\s*\\(([^()]*)\\)$`)
const equality = new RegExp(`^(${key})\\s*(==|=|!=)\\s*([A-Za-z0-9_.-]*)$`)
const comparison = new RegExp(`^(${key})\\s*(>|<)\\s*(-?\\d+)$`)
const existence = new RegExp(`^(!?)\\s*(${key})$`)

function parseRequirement(part: string): LabelMatch {
  const text = part.trim()
  let match = setBased.exec(text)
  if (match) return setRequirement(match[1] ?? '', match[2] === 'in', (match[3] ?? '').split(','))
  match = equality.exec(text)
  if (match) return setRequirement(match[1] ?? '', match[2] !== '!=', [match[3] ?? ''])
  match = comparison.exec(text)
  if (match) return comparisonRequirement(match[1] ?? '', match[2] === '>', Number(match[3]))
  match = existence.exec(text)
  if (match) return existenceRequirement(match[2] ?? '', match[1] !== '!')
  throw badRequest(`unable to parse requirement: ${explain(text)}`)
}

function explain(text: string): string {
  if (text === '') return "found '', expected: !, identifier, or 'end of string'"
  return `found '${text}', expected: in, notin, =, ==, !=, gt, lt`
}

function setRequirement(name: string, wanted: boolean, values: string[]): LabelMatch {
  const set = new Set(values.map((value) => value.trim()))
  return (labels) => (Object.hasOwn(labels, name) ? set.has(labels[name] ?? '') === wanted : !wanted)
}

function comparisonRequirement(name: string, greater: boolean, bound: number): LabelMatch {
  return (labels) => {
    const value = Object.hasOwn(labels, name) ? Number(labels[name]) : NaN
    return greater ? value > bound : value < bound
  }
}

function existenceRequirement(name: string, wanted: boolean): LabelMatch {
  return (labels) => Object.hasOwn(labels, name) === wanted
}

/** The selector of a Deployment, Job, PDB and the like; one that selects nothing where it is absent. */
export function matchLabelSelector(selector: unknown): LabelMatch {
  if (!isRecord(selector)) return () => false
  const matchLabels = isRecord(selector['matchLabels']) ? selector['matchLabels'] : {}
  const expressions = Array.isArray(selector['matchExpressions']) ? selector['matchExpressions'] : []
  const requirements = [
    ...Object.entries(matchLabels).map(([name, value]) => setRequirement(name, true, [String(value)])),
    ...expressions.filter(isRecord).map(expressionRequirement),
  ]
  return (labels) => requirements.every((matches) => matches(labels))
}

function expressionRequirement(expression: Record<string, unknown>): LabelMatch {
  const name = String(expression['key'])
  const values = Array.isArray(expression['values']) ? expression['values'].map(String) : []
  switch (expression['operator']) {
    case 'In':
    case 'NotIn':
      return setRequirement(name, expression['operator'] === 'In', values)
    case 'Exists':
    case 'DoesNotExist':
      return existenceRequirement(name, expression['operator'] === 'Exists')
    default:
      return () => false
  }
}

/** A label selector object as text: what a scale subresource shows. */
export function formatLabelSelector(selector: unknown): string {
  if (!isRecord(selector)) return ''
  const matchLabels = isRecord(selector['matchLabels']) ? selector['matchLabels'] : {}
  const expressions = Array.isArray(selector['matchExpressions'])
    ? selector['matchExpressions'].filter(isRecord)
    : []
  return [
    ...Object.entries(matchLabels).map(([name, value]) => `${name}=${String(value)}`),
    ...expressions.map(formatExpression),
  ]
    .sort()
    .join(',')
}

function formatExpression(expression: Record<string, unknown>): string {
  const name = String(expression['key'])
  const values = Array.isArray(expression['values']) ? expression['values'].map(String).join(',') : ''
  switch (expression['operator']) {
    case 'Exists':
      return name
    case 'DoesNotExist':
      return `!${name}`
    default:
      return `${name} ${String(expression['operator']).toLowerCase()} (${values})`
  }
}
