/** The files of an image with an operator, and manifests that use it. */
export const operatorImage = {
  '/usr/bin/operator': '#!/bin/bash\ntrap "exit 0" TERM\necho started\nwhile :; do sleep 0.1; done\n',
  '/usr/bin/restarts':
    '#!/bin/bash\ntrap "exit 0" TERM\nif [ -e /shared/seen ]; then while :; do sleep 0.1; done; fi\n>/shared/seen\necho "no lease"\nexit 7\n',
  '/usr/bin/broken': '#!/bin/bash\nfor i in 1 2 3 4 5; do echo "step $i token-abc"; done\nexit 7\n',
}

export const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.acme.io}
spec:
  group: acme.io
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`
export const deployment = (command: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: operator}
spec:
  selector: {matchLabels: {app: operator}}
  template:
    metadata: {labels: {app: operator}}
    spec:
      containers:
      - {name: manager, image: "acme/operator:1", command: [${command}], volumeMounts: [{name: shared, mountPath: /shared}]}
      volumes: [{name: shared, emptyDir: {}}]
`
export const widget = (spec: string) =>
  `apiVersion: acme.io/v1\nkind: Widget\nmetadata: {name: w}\nspec: ${spec}\n`
