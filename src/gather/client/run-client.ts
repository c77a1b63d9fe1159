/** `must-gather run`: from what was asked for to an output on disk. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PQueue from 'p-queue'
import { mapTexts } from '../../lib/map-texts.js'
import { exitCodes, worseExitCode, type ExitCode } from '../../model/errors.js'
import type { ImageGather, MustGatherRecord } from '../../model/must-gather-record.js'
import { archiveStore } from './archive-store.js'
import { chooseImages } from './choose-images.js'
import { formatSummary, readClusterSummary } from './cluster-summary.js'
import { saveEventPage } from './event-page.js'
import { inspectInstead } from './fallback.js'
import { folderNames } from './folder-name.js'
import { folderStore } from './folder-store.js'
import { goTime } from './go-time.js'
import { jobOutput } from './job-output.js'
import { planJobs, type Job } from './jobs.js'
import { openJournal, type Journal } from './journal.js'
import { stateOf, whyNeverRan } from './outcome.js'
import type { Store } from './store.js'
import type { ClientOptions, ClientResult, Destination } from './types.js'
import { runJob } from './run-job.js'

/** Pods at a time, as with oc. */
const workers = 4
const summaryMs = 60_000

export const recordFile = 'must-gather.json'
export const failureFile = 'MUST-GATHER-FAILED.txt'

/**
 * Runs every image, keeps what each leaves, and says in the record and the exit code how it went. Throws before anything
 * is made where nothing can be run: `usage.*`, `gather.no-*`, `gather.operators-unknown`, `kube.*`; and
 * `capture.write-failed` where the output cannot be written.
 */
export async function runClient(options: ClientOptions): Promise<ClientResult> {
  const { connection, signal, wishes, now } = options
  const startedAt = now()
  const asking = AbortSignal.any([signal, AbortSignal.timeout(summaryMs)])
  const cluster = await readClusterSummary(connection, now, asking)
  const images = await chooseImages({ connection, wishes, logger: options.logger, signal: asking })
  const jobs = await planJobs(connection, images, options.nodeSelector, asking)
  const store = await openStore(options.destination)
  const journal = await openJournal(store.root, options, now)
  const record: MustGatherRecord = {
    schemaVersion: 'must-gather/v1',
    tool: options.tool,
    run: { id: options.runId, startedAt: startedAt.toISOString() },
    cluster,
    layout: options.layout,
    state: 'running',
    exitCode: exitCodes.environment,
    gathers: [],
    files: 0,
    bytes: 0,
  }
  await save(store, record, options)
  for (const { image } of images) journal.out(`Using must-gather plug-in image: ${image}`)
  for (const line of formatSummary(cluster, options.tool)) journal.plain(line)
  record.gathers = await runJobs(options, jobs, store, journal)
  await instead(options, record, store, journal)
  if (!signal.aborted) await reprint(options, journal)
  return finish(options, { record, store, journal, startedAt })
}

function openStore(destination: Destination): Promise<Store> {
  return 'folder' in destination
    ? folderStore(destination.folder)
    : archiveStore(destination.archive, destination.workDir)
}

async function runJobs(
  options: ClientOptions,
  jobs: readonly Job[],
  store: Store,
  journal: Journal,
): Promise<ImageGather[]> {
  const queue = new PQueue({ concurrency: workers })
  const nameOf = folderNames(options.layout)
  return queue.addAll(
    jobs.map((job, index) => () => {
      const output = jobOutput(store, index, (place) => nameOf(job, place))
      return runJob(options, job, output, journal)
    }),
  )
}

/** Where an image never ran, the cluster is inspected instead; not for a command of the user's own, which wanted something else. */
async function instead(
  options: ClientOptions,
  record: MustGatherRecord,
  store: Store,
  journal: Journal,
): Promise<void> {
  const why = record.gathers.map(whyNeverRan).filter((line) => line !== undefined)
  if (why.length === 0) return
  const reason = why.join('; ')
  const text = `${headline}\n\n${why.join('\n')}\n\n${noData}\n`
  await writeFile(join(store.root, failureFile), options.redact(text))
  if (options.command !== undefined || options.signal.aborted) return
  journal.out(`${headline}: the cluster is inspected instead`)
  const { root } = store
  record.fallback = await inspectInstead(options, { root, platform: record.cluster.platform, reason })
  const { files, folder } = record.fallback
  journal.out(`Wrote inspect data to ${folder}: ${files} files`)
}

const headline = 'THE MUST-GATHER IMAGE DID NOT RUN'
const noData =
  'This output holds no data of that image. What lies in inspect.local.*, if anything, is what the API says of the cluster.'

async function reprint(options: ClientOptions, journal: Journal): Promise<void> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(summaryMs)])
  try {
    const summary = await readClusterSummary(options.connection, options.now, signal)
    for (const line of ['', '', 'Reprinting Cluster State:']) journal.plain(line)
    for (const line of formatSummary(summary, options.tool)) journal.plain(line)
  } catch (error) {
    options.logger.warn(`the state of the cluster is not known any more: ${(error as Error).message}`)
  }
}

interface Ending {
  record: MustGatherRecord
  store: Store
  journal: Journal
  startedAt: Date
}

async function finish(options: ClientOptions, ending: Ending): Promise<ClientResult> {
  const { record, store, journal, startedAt } = ending
  const finishedAt = options.now()
  const codes = record.gathers.map(({ exitCode }) => exitCode as ExitCode)
  const interrupted = options.signal.aborted ? exitCodes.interrupted : exitCodes.passed
  const exitCode = codes.reduce(worseExitCode, interrupted)
  const sum = (of: 'files' | 'bytes') => record.gathers.reduce((all, row) => all + (row.record?.[of] ?? 0), 0)
  record.run.finishedAt = finishedAt.toISOString()
  Object.assign(record, {
    exitCode,
    state: stateOf(record.gathers),
    files: sum('files'),
    bytes: sum('bytes'),
  })
  const neverRan = record.gathers.some((row) => whyNeverRan(row) !== undefined)
  if (neverRan) journal.out(`${headline}: see ${failureFile}`)
  await journal.close(neverRan ? headline : undefined)
  await writeFile(join(store.root, 'timestamp'), `${goTime(startedAt)}\n${goTime(finishedAt)}\n`)
  await saveEventPage(store.root, record)
  const shown = await save(store, record, options)
  await store.close()
  return { record: shown, exitCode, path: store.path }
}

/** Writes the record as it may be shown, and gives it. */
async function save(
  store: Store,
  record: MustGatherRecord,
  { redact }: ClientOptions,
): Promise<MustGatherRecord> {
  const shown = mapTexts(record, redact)
  await writeFile(join(store.root, recordFile), `${JSON.stringify(shown, undefined, 2)}\n`)
  return shown
}
