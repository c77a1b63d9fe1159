import { hasCondition, watch, wellKnown, type Connection } from '../kube/index.js'

/** A node that comes back within this time lost nothing: its heartbeats fail too while the API server restarts. */
const patienceMs = 15_000

/**
 * Says when a node is gone or has not answered for a while. One that is not ready, and says so itself, still answers.
 * Ends with the signal, and at once where nodes may not be watched.
 */
export async function watchNode(
  connection: Connection,
  name: string,
  onLost: (reason: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const options = { fieldSelector: `metadata.name=${name}`, signal }
  try {
    for await (const event of watch(connection, wellKnown.nodes, options)) {
      if (event.type === 'SYNCED') continue
      clearTimeout(timer)
      if (event.type === 'DELETED') onLost(`the node ${name} was deleted while the gather ran`)
      else if (hasCondition(event.object, 'Ready', 'Unknown'))
        timer = setTimeout(() => onLost(`the node ${name} no longer answers`), patienceMs)
    }
  } catch {
    // The gather has its deadlines.
  } finally {
    clearTimeout(timer)
  }
}
