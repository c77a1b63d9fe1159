import { isPasswordValue, isTokenValue } from '../shape/assignment.js'
import { isGenerated } from '../shape/generated.js'
import { fake } from './samples.js'
import type { MatchContext, SecretRule } from './types.js'

const value = /(?:"([^"\\\n]{6,90})"|'([^'\\\n]{6,90})'|([^\s"'\\,;&<>(){}[\]|]{6,90}))/.source

/** Names of variables whose values look random and are public. */
const publicName =
  /(?:hash|digest|checksum|sha\d{0,3}|md5|uuid|uid|guid|ids?|cert|certificate|crt|ca|bundle|public[-_]?key|pubkey|fingerprint|thumbprint|image|images|version|revision|commit|ref|name|host|url|uri|path|etag|nonce|build|tag|features?|gates?|args|opts|options|flags|list|selector|class|format|annotations?|labels?)$/i

const isPublicName = (name: string): boolean => publicName.test(name)

/** Variables of containers' environments, where the rules for assignments do not look. */
export const environment: readonly SecretRule[] = [
  {
    id: 'environment-value-first',
    title: 'Credential in an environment variable',
    severity: 'high',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['password', 'passwd', 'passphrase', '_pass', '_pwd', 'secret', 'token', 'api_key', 'apikey'],
    ignoreCase: true,
    look: 'name',
    regex: new RegExp(
      // What follows is looked at first, as it costs less than what lies before; a longer word is no name of one.
      `(?!\\w{35})(?=\\w{4,34}["']?[ \\t]{0,8}(?:[\\r\\n},]|$))` +
        `(?<=value["']?[ \\t]{0,4}:[ \\t]{0,4}${value}[ \\t]{0,8},?\\s{0,48}["']?name["']?[ \\t]{0,4}:[ \\t]{0,4}["']?\\w{0,60})` +
        `(?:password|passwd|passphrase|_pass|_pwd|secret|token|api_?key)\\w{0,24}(?=["']?[ \\t]{0,8}(?:[\\r\\n},]|$))`,
    ),
    fits: (found, context) =>
      /pass|pwd/i.test(context.match) ? isPasswordValue(found, context) : isTokenValue(found, context),
    positive: () => [
      '{"value":"gJ7!kd02lsPq","name":"DB_PASSWORD"}',
      '{\n  "value": "gJ7!kd02lsPq",\n  "name": "DB_PASSWORD"\n}',
      '- value: pg-Xk29dLq8\n  name: POSTGRES_PASSWORD\n',
      `- value: ${fake('alnum', 40, 4)}\n  name: API_TOKEN\n`,
    ],
    negative: () => [
      '{"name":"A","value":"gJ7kd02lsPq"},{"name":"DB_PASSWORD","valueFrom":{}}',
      '- name: A\n  value: pg-Xk29dLq8\n- name: POSTGRES_PASSWORD\n',
      '{"value":"<redacted>","name":"DB_PASSWORD"}',
      '{"value":"/etc/pass1/x","name":"DB_PASSWORD"}',
      '{"value":"gJ7kd02lsPq","name":"DB_PASSWORD_FILE"}',
    ],
  },
  {
    id: 'environment-value',
    title: 'Environment variable that looks like a credential',
    severity: 'medium',
    check: 'MG-SEC-003',
    generic: true,
    keywords: ['value: ', 'value":'],
    look: 'long',
    regex:
      /(?<=name["']?[ \t]{0,4}:[ \t]{0,4}["']?\w{1,100}["']?,?\s{0,60}["']?)value["']?[ \t]{0,4}:[ \t]{0,4}["']?([A-Za-z0-9+/_=.~!@#$%^&*-]{20,120})["']?(?=[ \t]{0,8}(?:[\r\n},]|$))/,
    accept: isGenerated,
    fits: (_, context) => !context.recall(isPublicName, nameOf(context)),
    positive: () => [
      `- name: FOO\n  value: ${fake('alnum', 40, 12)}\n`,
      `{"name":"FOO","value":"${fake('base64', 43, 5)}="}`,
    ],
    negative: () => [
      `- name: CONFIG_HASH\n  value: ${fake('alnum', 40, 12)}\n`,
      `- name: FOO\n  value: ${fake('hex', 64, 12)}\n`,
      '- name: HANDLER\n  value: com.example.HandlerFactoryBuilderImplementation2\n',
      '- name: FOO\n  value: quay.io/org/Image@sha256:1x\n',
      `- name: FOO\n  value: ${Buffer.from('a plain text that somebody encoded').toString('base64')}\n`,
      '- name: ARGS\n  value: --listen=0.0.0.0:8443/Metrics1\n',
    ],
  },
]

/** The last word before the value. */
const nameOf = ({ before }: MatchContext) =>
  before
    .slice(-170)
    .split(/["',\s]{1,64}/)
    .filter(Boolean)
    .at(-1) ?? ''
