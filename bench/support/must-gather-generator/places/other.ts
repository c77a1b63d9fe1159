import { joined, marked, plain } from '../piece.js'
import type { PlaceKind } from './types.js'
import { entry, metadata } from './objects.js'

export const otherPlaces: readonly PlaceKind[] = [
  {
    place: 'environment in JSON',
    host: 'pods-json',
    forms: ['value', 'url'],
    set: ({ name, value }, plant, random) =>
      marked(
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: `api-${random.int(9)}`,
            uid: random.uuid(),
            resourceVersion: String(random.int(1e6)),
          },
          spec: {
            containers: [
              {
                env: [
                  { name: 'TZ', value: 'UTC' },
                  { name, value },
                ],
                image: 'quay.io/shop/api:v4',
                name: 'api',
              },
            ],
          },
          status: { phase: 'Running' },
        }),
        plant,
      ),
  },
  {
    place: 'describe output',
    host: 'describe',
    forms: ['value', 'url'],
    set: ({ name, value }, plant, random) =>
      joined([
        plain(
          `Name:         api-${random.text('bcdfg', 5)}\nNamespace:    payments\nContainers:\n  api:\n    Image:          quay.io/shop/api:v4`,
        ),
        plain('    Environment:\n      LOG_LEVEL:                  info'),
        marked(`      ${`${name}:`.padEnd(28)}${value}`, plant),
        plain(
          "      DB_USER:                    <set to the key 'username' in secret 'db'>  Optional: false",
        ),
      ]),
  },
  {
    place: 'Route key',
    host: 'routes',
    forms: ['text'],
    set: ({ value }, plant, random) =>
      joined([
        plain(`- apiVersion: route.openshift.io/v1\n  kind: Route\n${metadata('shop', 'payments', random)}`),
        plain('  spec:\n    host: shop.apps.example.internal\n    tls:'),
        marked(entry('key', value, 6), plant),
        plain('      termination: edge\n    to:\n      kind: Service\n      name: shop'),
      ]),
  },
  {
    place: 'container command',
    host: 'pods-json',
    forms: ['header'],
    set: ({ value }, plant) => {
      const command = ['sh', '-c', `curl -sk -H "Authorization: ${value}" https://localhost:8443/healthz`]
      return marked(
        JSON.stringify({
          kind: 'Pod',
          metadata: { name: 'probe' },
          spec: { containers: [{ command, name: 'c' }] },
        }),
        plant,
      )
    },
  },
]
