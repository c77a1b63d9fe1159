import type { Place } from '../output.js'
import type { Job } from './jobs.js'
import type { Layout } from './types.js'

const shortDigest = 12

/** Names the folders of a run's jobs, each its own: two images of one name and digest get numbers. */
export function folderNames(layout: Layout): (job: Job, place: Place) => string {
  const taken = new Map<string, Job>()
  return (job, place) => {
    const wanted = names[layout](job.image.image, place.imageID)
    const folder = job.node === undefined ? wanted : `${safe(job.node)}/${wanted}`
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? folder : `${folder}-${n}`
      if ((taken.get(candidate) ?? job) !== job) continue
      taken.set(candidate, job)
      return candidate
    }
  }
}

const names: Record<Layout, (image: string, imageID: string | undefined) => string> = {
  /** As `oc adm must-gather` does: the id of the image, whatever is no letter or digit made a dash. */
  oc: (image, imageID) => (imageID ?? image).replace(/[^A-Za-z0-9]+/g, '-'),
  /** The image's own name, and enough of its digest to tell it from another. */
  readable: (image, imageID = image) => {
    const [, digest] = /sha256:([0-9a-f]{64})/.exec(imageID) ?? []
    const [, tag] = /:([\w.-]+)$/.exec(image.replace(/@.*$/, '')) ?? []
    const mark = digest?.slice(0, shortDigest) ?? tag
    return safe(mark === undefined ? baseName(image) : `${baseName(image)}-${mark}`)
  },
}

function baseName(image: string): string {
  const last = image.replace(/@.*$/, '').split('/').at(-1) ?? ''
  return last.replace(/:.*$/, '') || 'image'
}

/** A name that no path is made of. */
function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'image'
}
