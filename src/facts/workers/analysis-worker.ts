/** The program of a worker thread: analyses the batches that it is sent, behind what they are analysed by. */
import { parentPort } from 'node:worker_threads'
import type { AnalystOptions } from '../analyst.js'
import { createAnalyst } from '../analyst.js'
import { BatchAnalysis } from './batch-analysis.js'
import type { Batch } from './types.js'

// Compiles the rules, for which nothing need be known yet.
createAnalyst({})

parentPort?.once('message', (options: AnalystOptions) => {
  const analysis = new BatchAnalysis(createAnalyst(options))
  parentPort?.on('message', (batch: Batch) => {
    const answer = analysis.run(batch)
    parentPort?.postMessage(answer, answer.free)
  })
})
