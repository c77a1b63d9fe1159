/** A gather script in the shape of those that exist, and what it must leave on any cluster. */
export interface ScriptRow {
  script: string
  exitCode: number
  /** Every file. One with a text must hold just that, but for the newline at its end; one with `true` anything. */
  files: Record<string, string | RegExp | true>
  /** MUST_GATHER_SINCE, a Go duration. */
  since?: string
}

const version = 'shop/must-gather\n1.2.3.0'

export const scripts: ScriptRow[] = [
  {
    script: 'gather_parallel_jobs',
    exitCode: 0,
    files: {
      'configmaps.txt': 'configmap/kube-root-ca.crt\nconfigmap/settings',
      'deployments.txt': 'deployment.apps/web',
      'jobs.txt': 'job.batch/seed',
      'services.txt': 'service/web',
      version,
    },
  },
  {
    script: 'gather_inspect_loop',
    exitCode: 0,
    files: {
      'cluster-scoped-resources/rbac.authorization.k8s.io/clusterroles/edit.yaml': /^kind: ClusterRole$/m,
      'cluster-scoped-resources/rbac.authorization.k8s.io/clusterroles/view.yaml': /^kind: ClusterRole$/m,
      'namespaces/<namespace>/apps/deployments/web.yaml': /^kind: Deployment$/m,
      'namespaces/<namespace>/core/configmaps/settings.yaml': /^ {2}mode: fast$/m,
      'namespaces/<namespace>/core/services/web.yaml': /^kind: Service$/m,
      timestamp: true,
      version,
    },
  },
  {
    script: 'gather_inspect_comma',
    exitCode: 0,
    files: { 'found.txt': 'core/configmaps/settings.yaml\ncore/secrets/db.yaml', 'leaks.txt': '' },
  },
  {
    script: 'gather_heredoc',
    exitCode: 0,
    files: {
      'expanded.txt': 'pods: 2\ncost: $5',
      'indented.txt': 'no tab in front',
      'inner.txt': 'fast',
      'quoted.txt': '$HOME and $(oc get pods) stay as they are',
    },
  },
  {
    script: 'gather_workdir',
    exitCode: 0,
    files: { 'cwd.txt': '/', 'logs/deeper.txt': 'deeper', 'logs/where.txt': 'relative' },
  },
  { script: 'gather_tar_gz', exitCode: 0, files: { 'must-gather.tar.gz': true } },
  { script: 'gather_delete_empty', exitCode: 0, files: { 'kept.txt': 'configmap/settings' } },
  {
    script: 'gather_odd_names',
    exitCode: 0,
    files: {
      'pod log: web (current).txt': '1',
      'quote\'and"quote.txt': '2',
      '[brackets]{braces}*.txt': '3',
      '-leading-dash.txt': '4',
      'größe-データ.txt': '5',
      '.hidden': '6',
      'a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/leaf.txt': '7',
      [`${'x'.repeat(180)}.txt`]: '8',
    },
  },
  {
    script: 'gather_exit_zero',
    exitCode: 0,
    files: {
      'nosuch.err': 'Error from server (NotFound): deployments.apps "nosuch" not found',
      'nosuch.yaml': '',
      'nosuchthing.txt': `error: the server doesn't have a resource type "nosuchthing"`,
    },
  },
  { script: 'gather_exit_three', exitCode: 3, files: { 'half.txt': 'half' } },
  {
    script: 'gather_xargs',
    exitCode: 0,
    files: {
      'objects/configmap_settings.txt': 'ConfigMap/settings',
      'objects/deployment_web.txt': 'Deployment/web',
      'objects/job_seed.txt': 'Job/seed',
      'objects/secret_db.txt': 'Secret/db',
      'objects/service_web.txt': 'Service/web',
    },
  },
  {
    script: 'gather_timeout',
    exitCode: 0,
    files: { 'hangs.txt': 'started', 'in-time.txt': 'configmap/settings', 'rc.txt': 'rc=124\nrc=137' },
  },
  {
    script: 'gather_jq',
    exitCode: 0,
    files: {
      'kinds.txt': 'Deployment=1\nPod=2\nReplicaSet=1\nService=1',
      'pods.tsv': 'web\tweb\tRunning',
      'settings.json': '{\n  "mode": "fast",\n  "size": "3"\n}',
    },
  },
  {
    script: 'gather_output_forms',
    exitCode: 0,
    files: {
      'can-i.txt': 'yes',
      'columns-only.txt': 'web',
      'columns.txt': 'NAME   WANTED\nweb    2',
      'jsonpath.txt': 'web Running\nweb Running',
      'port.txt': '8080',
      'running.txt': '1/1 Running 0\n1/1 Running 0',
      'sorted.txt': 'configmap/settings',
      'template.txt': 'mode=fast\nsize=3',
      'yaml.txt': 'apiVersion: apps/v1\nkind: Deployment',
    },
  },
  {
    script: 'gather_while_read',
    exitCode: 0,
    files: {
      'deployments/web/describe.txt': /^Name: web\nReplicas: 2 desired \| 2 updated \| 2 total/,
      'deployments/web/state.txt': 'ready=2/2',
      'list.txt': 'ConfigMap settings\nService web',
    },
  },
  {
    script: 'gather_exec_cp',
    exitCode: 0,
    files: {
      'copied/ledger.txt': 'one\ntwo',
      'exec-rc.txt': 'rc=7',
      'exec.txt': 'one\ntwo',
      'rsh.txt': 'one',
      'stdin.txt': 'said through stdin',
    },
  },
  {
    script: 'gather_common',
    exitCode: 0,
    files: {
      'cwd.txt': '/',
      'logs/deeper.txt': 'deeper',
      'logs/where.txt': 'relative',
      'results.txt': 'gather_exit_zero=0\ngather_exit_three=3',
      version,
    },
  },
  {
    script: 'gather_copies_itself',
    exitCode: 0,
    files: {
      'called-as.txt': 'gather_copies_itself 0',
      'collection-scripts/common.sh': /^#!\/bin\/bash/,
      'collection-scripts/gather_copies_itself': /^#!\/bin\/bash/,
      common: /^#!\/bin\/bash/,
    },
  },
  {
    script: 'gather_logs',
    exitCode: 0,
    since: '1h',
    files: {
      'logs/limited.txt': '20',
      'logs/seed.log': 'seeded',
      // Which of the two streams comes first is the runtime's affair, and may differ from pod to pod.
      'logs/tail.log': /^(?:a line on stderr|shop web is open|a line on stderr\nshop web is open)$/,
      'logs/web.log': 'a line on stderr\nshop web is open',
      'logs/web.log.gz': true,
    },
  },
  {
    script: 'gather_logs',
    exitCode: 0,
    since: '1s',
    files: {
      'logs/limited.txt': '20',
      'logs/seed.log': 'seeded',
      // Which of the two streams comes first is the runtime's affair, and may differ from pod to pod.
      'logs/tail.log': /^(?:a line on stderr|shop web is open|a line on stderr\nshop web is open)$/,
      'logs/web.log': '',
      'logs/web.log.gz': true,
    },
  },
  { script: 'gather_status_json', exitCode: 0, files: { 'status.json': /"overallStatus": "degraded"/ } },
  {
    script: 'gather_rights',
    exitCode: 0,
    files: {
      'all-secrets.txt': 'yes',
      'apps.txt':
        'controllerrevisions.apps\ndaemonsets.apps\ndeployments.apps\nreplicasets.apps\nstatefulsets.apps',
      'env.txt': 'NAMESPACE\nNODE_NAME\nPOD_NAME',
      'serviceaccount.txt': 'ca.crt\nnamespace\ntoken',
      'version.txt': 'true',
      'whoami.txt': 'system:serviceaccount:<namespace>:must-gather',
    },
  },
]
