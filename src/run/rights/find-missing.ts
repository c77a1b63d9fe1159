import PQueue from 'p-queue'
import { accessRules, canI, type AccessRules, type Connection } from '../../kube/index.js'
import { anyCovers, coverAll } from './covers.js'
import type { MissingRight, PolicyRule, Right } from './types.js'

/** No namespace has this name: of what is allowed in it, all is allowed everywhere. */
const anyNamespace = 'must-gather-preflight'
const parallel = 6

interface Held {
  rules: PolicyRule[]
  incomplete: boolean
}

/**
 * Asks the server once for each namespace what this user may do, and row by row only where it cannot tell it all.
 * What is missing comes back, each row once.
 */
export async function findMissing(
  connection: Connection,
  rights: readonly Right[],
  signal: AbortSignal,
): Promise<MissingRight[]> {
  const queue = new PQueue({ concurrency: parallel })
  const places = [...new Set(rights.map(({ namespace = anyNamespace }) => namespace))]
  const held = new Map(
    await queue.addAll(
      places.map(
        (place) => async () => [place, toHeld(await accessRules(connection, place, signal))] as const,
      ),
    ),
  )
  const open = rights.flatMap((right) => {
    const { rules, incomplete } = held.get(right.namespace ?? anyNamespace) ?? { rules: [], incomplete: true }
    return eachVerb(right)
      .filter((one) => !isHeld(one, rules))
      .map((one) => ({ one, incomplete }))
  })
  const missing = await queue.addAll(
    unique(open).map(
      ({ one, incomplete }) =>
        async () =>
          incomplete && (await isAllowed(connection, one, signal)) ? [] : [one],
    ),
  )
  return missing.flat()
}

const toHeld = ({ resourceRules, nonResourceRules, incomplete }: AccessRules): Held => ({
  rules: [...resourceRules, ...nonResourceRules],
  incomplete,
})

const eachVerb = ({ verbs, ...right }: Right): MissingRight[] => verbs.map((verb) => ({ ...right, verb }))

function isHeld(right: MissingRight, rules: readonly PolicyRule[]): boolean {
  return anyCovers(rules, right) || (right.orHolds !== undefined && coverAll(rules, right.orHolds))
}

async function isAllowed(
  connection: Connection,
  { verb, group, resource, namespace, name }: MissingRight,
  signal: AbortSignal,
): Promise<boolean> {
  const [type, subresource] = resource.split('/')
  const question = { verb, group, resource: type, subresource, namespace, name }
  return (await canI(connection, question, signal)).allowed
}

/** Two objects of a type need the same right: it is asked for, and shown, once. */
function unique<T extends { one: MissingRight }>(rows: readonly T[]): T[] {
  const byRow = new Map(
    rows.map((row) => {
      const { verb, group, resource, namespace, name } = row.one
      return [JSON.stringify([verb, group, resource, namespace, name]), row]
    }),
  )
  return [...byRow.values()]
}
