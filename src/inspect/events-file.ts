import { mkdir, readFile } from 'node:fs/promises'
import { ExpectedError } from '../model/errors.js'
import { EventCollection, parse } from './event-collection.js'
import { renderEvents } from './event-page.js'
import { Output } from './output.js'

/** Makes the page of the events in a file (JSON or YAML, a list or several documents). Throws `inspect.events-file`, `kube.bad-yaml`. */
export async function eventsFilePage(file: string, destDir: string): Promise<void> {
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ExpectedError({
      code: 'inspect.events-file',
      message: `the events file ${file} cannot be read`,
      next: 'Name a file such as kubectl get events -o json writes.',
      exitCode: 2,
      cause,
    })
  })
  const events = new EventCollection()
  events.add(file, await parse(content, file))
  await mkdir(destDir, { recursive: true })
  await new Output(destDir).text('event-filter.html', renderEvents(events.all()))
}
