const generated: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<uid>'],
  [/\d{4}-\d{2}-\d{2}(?:[T_ -]\d{2}[:-]?\d{2}[:-]?\d{2}(?:\.\d+)?Z?)?/g, '<date>'],
  [/(?<!\d)20\d{6}[T_-]?\d{4}(?:\d{2})?Z?(?!\d)/g, '<date>'],
  // Names of ReplicaSets, pods, jobs: the alphabet that Kubernetes generates from has no vowels.
  [
    /-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?(?![a-z0-9-])/gi,
    '-<generated>',
  ],
  // The minute that a CronJob's Job was scheduled for, and its pod.
  [/-\d{8}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?(?![a-z0-9-])/gi, '-<generated>'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9-])/gi, '-<generated>'],
  [/[0-9a-f]{32,}/gi, '<hash>'],
  // What ends the name of an event; seconds and milliseconds since 1970.
  [/\.[0-9a-f]{16}(?![0-9a-z-])/gi, '.<generated>'],
  [/(?<!\d)[0-2]\d([:-])[0-5]\d\1[0-5]\d(?!\d)/g, '<time>'],
  [/(?<!\d)1[5-9]\d{8}(?:\d{3})?(?!\d)/g, '<time>'],
]

/** A path, a name or a text without the parts that a cluster or a clock generates: equal for the same thing in another run. */
export function withoutGenerated(text: string): string {
  return generated.reduce((result, [pattern, name]) => result.replace(pattern, name), text)
}

/** The same with `mask` in the place of each generated part; a dash or dot before it stays. */
export function maskGenerated(text: string, mask: string): string {
  return generated.reduce(
    (result, [pattern, name]) =>
      result.replace(
        pattern,
        name.replace(/<\w+>/, () => mask),
      ),
    text,
  )
}
