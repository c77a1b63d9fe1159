import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EventCollection } from '../../inspect/event-collection.js'
import { renderEvents } from '../../inspect/event-page.js'
import type { KubeEvent } from '../../kube/events.js'
import type { MustGatherRecord } from '../../model/must-gather-record.js'

/** One page of all events that the gathers left as inspect does; of what went straight into an archive none can be read again. */
export async function saveEventPage(
  root: string,
  { gathers, fallback }: Pick<MustGatherRecord, 'gathers' | 'fallback'>,
): Promise<void> {
  const folders = [...gathers.map(({ folder }) => folder), fallback?.folder]
  const events: KubeEvent[] = []
  for (const folder of folders) {
    if (folder === undefined) continue
    const collection = new EventCollection()
    // A file that is no list of events is the gather's own matter.
    await collection.addOthers(join(root, folder)).catch(() => {})
    events.push(...collection.all())
  }
  await writeFile(join(root, 'event-filter.html'), renderEvents(events))
}
