/** The program of a worker thread: analyses the batches that it is sent. */
import { parentPort, workerData } from 'node:worker_threads'
import type { AnalystOptions } from '../analyst.js'
import { createAnalyst } from '../analyst.js'
import { BatchAnalysis } from './batch-analysis.js'
import type { Batch } from './types.js'

const analysis = new BatchAnalysis(createAnalyst(workerData as AnalystOptions))

parentPort?.on('message', (batch: Batch) => {
  const answer = analysis.run(batch)
  parentPort?.postMessage(answer, answer.bytes ? [answer.bytes] : [])
})
