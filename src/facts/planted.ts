import type { CanariesFile } from '../model/canaries.js'
import type { ContentFact, GatherFacts } from '../model/facts.js'

/**
 * Marks what was gathered of the objects that the run itself planted: an expected list cannot know of their files, and
 * their number is not in its counts.
 */
export function markPlanted(gather: GatherFacts, file: CanariesFile | undefined): GatherFacts {
  // The names bear the run, so that nothing else is called like them.
  const names = (file?.canaries ?? []).map(({ object }) => object.replace(/^[^/]*\//, ''))
  if (names.length === 0) return gather
  const isPlanted = (path: string) => names.some((name) => path.includes(name))
  const withoutPlanted = (content: ContentFact): ContentFact =>
    'objects' in content
      ? { objects: content.objects.filter(({ name }) => name === undefined || !names.includes(name)) }
      : content
  return {
    ...gather,
    files: gather.files.map((one) => (isPlanted(one.path) ? { ...one, planted: true } : one)),
    contents: new Map([...gather.contents].map(([path, content]) => [path, withoutPlanted(content)])),
  }
}
