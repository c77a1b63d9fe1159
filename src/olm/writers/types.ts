/**
 * Takes what an inspection writes. Paths are relative, with slashes; each is given once. A writer may be another tool's own:
 * it sees only redacted data.
 */
export interface OlmWriter {
  /** Takes a file that is at hand as a whole. */
  file(path: string, content: string): Promise<void>
  /**
   * Takes a file as it comes, and gives its bytes. Where `content` throws, the file is not kept and the error is thrown on;
   * a file without a byte is not kept either.
   */
  stream(path: string, content: AsyncIterable<Buffer>): Promise<number>
  /** Nothing comes after this. Called once, also after an interruption. */
  end(): Promise<void>
}
