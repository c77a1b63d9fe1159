/** What a worker is told on its command line, as JSON. */
export interface WorkerOptions {
  /** The module whose `targets` has the target. */
  module: string
  target: string
  seed: number
  /** The first execution, from 1. */
  from: number
  /** The number of the last one. */
  executions: number
  /** The file that holds the number and the input of the execution that is under way. */
  current: string
  /** The folder for temporary files. */
  temp: string
}

export type FromWorker =
  | { kind: 'progress'; execution: number; outcomes: number }
  /** `input` in base64. */
  | { kind: 'crash' | 'growth'; execution: number; about: string; input: string }
