// npm run olm-image -- DIR: lays out images/olm-must-gather as a folder that can be built and tested: with the bundled
// inspector, and the gather library of the reference ISV. DIR is made anew.
import { copyFile, cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const library = 'fixtures/isvs/nfs-provisioner/must-gather/collection-scripts'
const [dir] = process.argv.slice(2)
if (dir === undefined) {
  console.error('usage: npm run olm-image -- DIR')
  process.exitCode = 2
} else {
  await rm(dir, { recursive: true, force: true })
  await cp('images/olm-must-gather', dir, { recursive: true })
  for (const name of ['gather-lib.sh', 'gather-status.sh'])
    await copyFile(join(library, name), join(dir, 'bin', name))
  // The program looks for its version where it lies in the package.
  await mkdir(join(dir, 'program/dist/programs'), { recursive: true })
  await copyFile('package.json', join(dir, 'program/package.json'))
  await copyFile('dist/programs/olm.mjs', join(dir, 'program/dist/programs/olm.mjs'))
}
