/** A container cannot be made from what its pod says; waits, and is tried again when the objects that it names change. */
export class ContainerConfigError extends Error {
  override name = 'ContainerConfigError'
}
