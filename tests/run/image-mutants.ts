import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceIn } from './support/edits.js'

export interface ImageRow {
  name: string
  /** Changes the ISV's folder before the run. */
  change: (isvDir: string) => Promise<void>
  /** Whether the scripts are run alone as well. */
  scriptsToo?: boolean
  /** Whether the gather is run again, and with limits to its logs. */
  repeatsToo?: boolean
  /** Exactly these checks fail; none: it must pass. */
  fails: string[]
}

const gather = 'must-gather/collection-scripts/gather'
const library = 'must-gather/collection-scripts/gather-kube.sh'
/** What the operator is installed by on the embedded cluster. */
const csv = 'bundle/manifests/nfs-provisioner-operator.clusterserviceversion.yaml'
const container = 'name: manager\n                    image: quay.io/jooholee/nfs-provisioner-operator:0.0.9'
/** Before the end of gather: the client and the functions of the library are at hand there. */
const atTheEnd = (line: string) => (dir: string) =>
  replaceIn(dir, gather, /end_gather\n$/, `${line}\nend_gather\n`)

/** What may be wrong with an ISV's images, operator or tests, one thing at a time; each is a run of its own. */
export const imageMutants: ImageRow[] = [
  { name: 'no gather', change: (dir) => rm(join(dir, gather)), fails: ['MG-IMG-001'] },
  {
    name: 'gather that is not executable',
    change: (dir) => chmod(join(dir, gather), 0o644),
    fails: ['MG-IMG-001'],
  },
  {
    name: 'gather that ends with exit code 3',
    change: (dir) => replaceIn(dir, gather, /end_gather\n$/, '(end_gather)\nexit 3\n'),
    fails: ['MG-RUN-001'],
  },
  {
    name: 'gather that hangs',
    async change(dir) {
      await atTheEnd('sleep 1000')(dir)
      await replaceIn(dir, 'isv.yaml', 'timeout: 10m', 'timeout: 8s')
    },
    fails: ['MG-RUN-002'],
  },
  {
    name: 'script that cannot run alone',
    scriptsToo: true,
    change: (dir) =>
      replaceIn(
        dir,
        'must-gather/collection-scripts/gather_storage',
        'begin_gather\n',
        'begin_gather\n[[ -s $BASE_COLLECTION_PATH/cluster-scoped-resources/version.json ]] || exit 4\n',
      ),
    fails: ['MG-RUN-003'],
  },
  {
    name: 'script that is not there',
    scriptsToo: true,
    change: (dir) => replaceIn(dir, 'isv.yaml', 'gather_cluster]', 'gather_cluster, gather_nothing]'),
    fails: ['MG-RUN-003'],
  },
  {
    name: 'file of a random name',
    repeatsToo: true,
    change: atTheEnd('run_to "extra/namespaces.$RANDOM$RANDOM.txt" "$CLIENT" get namespaces'),
    fails: ['MG-RUN-004'],
  },
  {
    name: 'MUST_GATHER_SINCE that is not heeded',
    repeatsToo: true,
    change: (dir) => replaceIn(dir, library, '"--since=$MUST_GATHER_SINCE"', ''),
    fails: ['MG-RUN-005'],
  },
  {
    name: 'MUST_GATHER_SINCE_TIME that is not heeded, logs without times',
    repeatsToo: true,
    async change(dir) {
      await replaceIn(dir, library, '"--since-time=$MUST_GATHER_SINCE_TIME"', '')
      await replaceIn(dir, library, / --timestamps/g, '')
    },
    fails: ['MG-RUN-005'],
  },
  {
    name: 'gather that fails where MUST_GATHER_SINCE is set',
    repeatsToo: true,
    change: atTheEnd('[[ ! ${MUST_GATHER_SINCE:-} ]] || exit 5'),
    fails: ['MG-RUN-005'],
  },
  {
    name: 'leftovers on the cluster',
    change: atTheEnd('kubectl=$CLIENT; "$kubectl" create configmap gather-was-here -n default >&2'),
    fails: ['MG-RUN-006'],
  },
  {
    name: 'failed command',
    change: atTheEnd('run_to extra/nothing.yaml "$CLIENT" get pod nothing-of-this-name -n default -o yaml'),
    fails: ['MG-LOG-003'],
  },
  {
    name: 'topic that is left out',
    change: (dir) => replaceIn(dir, gather, '  run_script gather_storage\n', ''),
    // The ISV's own functest looks at what is missing, too.
    fails: ['MG-FIL-001', 'MG-FUN-001'],
  },
  {
    name: 'Secrets gathered as they are',
    change: atTheEnd(
      '"$CLIENT" create secret generic plain -n default --from-literal=password=$RANDOM$RANDOM$RANDOM >&2; run_to extra/plain.yaml "$CLIENT" get secret plain -n default -o yaml; "$CLIENT" delete secret plain -n default >&2',
    ),
    fails: ['MG-SEC-001'],
  },
  {
    name: 'failing functest',
    change: (dir) =>
      writeExecutable(join(dir, 'functests/fails'), '#!/bin/bash\necho "the operand is not there"\nexit 1\n'),
    fails: ['MG-FUN-001'],
  },
  {
    name: 'over its budget of files',
    change: (dir) => replaceIn(dir, 'isv.yaml', 'files: 500', 'files: 5'),
    fails: ['MG-BUD-003'],
  },
  {
    name: 'over its budget of bytes',
    change: (dir) => replaceIn(dir, 'isv.yaml', 'size: 50Mi', 'size: 1Ki'),
    fails: ['MG-BUD-002'],
  },
  {
    name: 'over its budget of time',
    async change(dir) {
      await atTheEnd('sleep 3')(dir)
      await replaceIn(dir, 'isv.yaml', 'duration: 5m', 'duration: 1s')
    },
    fails: ['MG-BUD-001'],
  },
  {
    name: 'operator that never comes',
    async change(dir) {
      await replaceIn(
        dir,
        csv,
        'args: [--leader-elect]',
        'args: [--leader-elect]\n                    readinessProbe: {exec: {command: ["false"]}}',
      )
      await replaceIn(dir, 'isv.yaml', 'timeout: 3m', 'timeout: 6s')
    },
    fails: ['MG-OPR-001'],
  },
  {
    name: 'operator of another image',
    async change(dir) {
      await replaceIn(
        dir,
        csv,
        container,
        'name: manager\n                    image: quay.io/jooholee/nfs-provisioner-operator-must-gather:0.0.9\n                    command: [/bin/bash, -c, "exec sleep infinity"]',
      )
      await replaceIn(dir, 'isv.yaml', /timeout: 3m/g, 'timeout: 5s')
      await shortenStorageClass(dir)
    },
    fails: ['MG-OPR-002', 'MG-OPR-003'],
  },
  {
    name: 'index whose channel does not have the bundle',
    change: (dir) =>
      replaceIn(
        dir,
        'index/configs/nfs-provisioner-operator/catalog.yaml',
        '  - name: nfs-provisioner-operator.v0.0.9\n    replaces: nfs-provisioner-operator.v0.0.8\n',
        '',
      ),
    fails: ['MG-OLM-002'],
  },
  {
    name: 'bundle whose labels say another channel',
    change: (dir) => replaceIn(dir, 'bundle/Dockerfile', 'channels.v1=alpha', 'channels.v1=beta'),
    fails: ['MG-OLM-001'],
  },
  {
    name: 'sample that never becomes ready',
    async change(dir) {
      await replaceIn(dir, 'isv.yaml', 'name: nfs\n', 'name: nfs-of-another-name\n')
      await shortenStorageClass(dir)
    },
    fails: ['MG-OPR-003'],
  },
]

/** What looks like one of them, and is as it should be. */
export const imageLookAlikes: ImageRow[] = [
  {
    name: 'files named after the time, and after what came and went',
    repeatsToo: true,
    change: atTheEnd(
      'run_to "extra/at-$(date +%Y%m%d-%H%M%S).txt" "$CLIENT" get namespaces; run_to "extra/$POD_NAME.txt" "$CLIENT" get namespaces',
    ),
    fails: [],
  },
  {
    name: 'logs of all pods of the namespace, without times',
    repeatsToo: true,
    async change(dir) {
      await replaceIn(
        dir,
        'must-gather/collection-scripts/gather-config.sh',
        'OPERATOR_SELECTOR=control-plane=controller-manager',
        "OPERATOR_SELECTOR='!no-such-label'",
      )
      await replaceIn(dir, library, / --timestamps/g, '')
      // Which come out of it, as it takes all pods.
      await replaceIn(
        dir,
        'isv.yaml',
        '    waivers:',
        '    canaries: { environment: false, log: false }\n    waivers:',
      )
    },
    fails: [],
  },
  { name: 'gather with a long silence', change: atTheEnd('sleep 2'), fails: [] },
  {
    name: 'gather that cleans up what it made',
    change: atTheEnd(
      '"$CLIENT" create configmap gather-was-here -n default >&2; "$CLIENT" delete configmap gather-was-here -n default >&2',
    ),
    fails: [],
  },
  {
    name: 'gather that writes to standard error',
    change: atTheEnd('echo "Error from server (NotFound): said on purpose" >&2'),
    fails: [],
  },
  {
    name: 'failed command that is allowed to fail',
    async change(dir) {
      await atTheEnd('run_to extra/nothing.yaml "$CLIENT" get pod nothing-of-this-name -n default -o yaml')(
        dir,
      )
      await replaceIn(dir, 'isv.yaml', 'allowFailed: []', "allowFailed: ['* get pod nothing-of-this-name *']")
    },
    fails: [],
  },
  {
    name: 'background job that outlives gather',
    change: atTheEnd('sleep 1000 >/dev/null 2>&1 &'),
    fails: [],
  },
  {
    name: 'functest that needs nothing but bash',
    change: (dir) =>
      writeExecutable(
        join(dir, 'functests/capture-is-there'),
        '#!/bin/bash\n[[ -f $CAPTURE_DIR/capture.json && -f $KUBECONFIG ]]\n',
      ),
    fails: [],
  },
]

/** The wait for it has no timeout of its own, and so two minutes. */
const shortenStorageClass = (dir: string) =>
  replaceIn(
    dir,
    'isv.yaml',
    /- kind: StorageClass\n(.*)\n/,
    '- kind: StorageClass\n$1\n          timeout: 4s\n',
  )

async function writeExecutable(file: string, text: string): Promise<void> {
  await writeFile(file, text)
  await chmod(file, 0o755)
}
