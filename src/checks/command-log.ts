import type { CheckOutcome } from '../model/check.js'
import type { CommandLogFact, GatherFacts } from '../model/facts.js'
import { notEvaluated } from './define-check.js'

export interface GatherLog {
  gather: GatherFacts
  log: CommandLogFact
}

/** The command logs that are there. */
export function commandLogs(gathers: readonly GatherFacts[]): GatherLog[] {
  return gathers.flatMap((gather) => (gather.commandLog ? [{ gather, log: gather.commandLog }] : []))
}

export const withoutCommandLog: CheckOutcome = notEvaluated('there is no command log', 'MG-LOG-001')
