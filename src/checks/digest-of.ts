/** The digest in a reference to an image, or in the id of one that runs. */
export const digestOf = (reference: string | undefined): string | undefined =>
  /sha256:[0-9a-f]{64}/.exec(reference ?? '')?.[0]
