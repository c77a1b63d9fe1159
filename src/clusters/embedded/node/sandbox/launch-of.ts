import type { Launch } from './launch.js'
import { toolPath } from './launch.js'
import type { ProcessSpec } from './types.js'

/** What a container's root may do in its own files; nothing of it reaches the host's. */
const capabilities = '-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid'

/** A process of a container as what is launched: its environment goes to the script in numbered variables. */
export function launchOf(spec: ProcessSpec, argv: string[], directory: string, stdin: boolean): Launch {
  const assignments = Object.entries(spec.env).map(([name, value], index) => [
    `E${index}`,
    `${name}=${value}`,
  ])
  const env = {
    PATH: toolPath,
    CAPABILITIES: capabilities,
    CONTAINER_PATH: spec.env['PATH'] ?? toolPath,
    STARTED_BY: String(process.pid),
    ENVIRONMENT_SIZE: String(assignments.length),
    ...(Object.fromEntries(assignments) as Record<string, string>),
  }
  return { argv, env, directory, stdin }
}
