import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestCluster } from '../../gather/cluster.js'

const script = '#!/bin/bash\ntrap "exit 0" TERM\nwhile :; do sleep 0.1; done\n'

/** Registers a version of the operator of the recordings, as a program that runs until it is told to end. */
export async function loadOperator(cluster: TestCluster, version: string): Promise<void> {
  const context = join(await cluster.newDir(), version)
  await mkdir(context)
  await writeFile(join(context, 'manager'), script)
  await chmod(join(context, 'manager'), 0o755)
  await writeFile(
    join(context, 'Dockerfile'),
    'FROM scratch\nCOPY manager /usr/bin/manager\nENTRYPOINT ["/usr/bin/manager"]\n',
  )
  const ref = `quay.io/jooholee/nfs-provisioner-operator:${version}`
  await cluster.cluster.loadImage({ ref, build: { context } }, AbortSignal.timeout(60_000))
}
