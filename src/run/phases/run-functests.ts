import { basename } from 'node:path'
import { runFunctest } from '../functest.js'
import type { Phase } from '../types.js'

const eachMs = 5 * 60_000

export const runFunctests: Phase = {
  name: 'functests',
  deadlineMs: ({ options }) => options.isv.functests.length * eachMs + 10_000,
  skip: ({ options, capture }) => {
    if (options.isv.functests.length === 0) return 'isv.yaml names no functests'
    const gather = capture.record.gathers.find(({ name }) => name === 'default')
    return gather?.outcome === 'completed' ? undefined : 'there is no whole gather to test'
  },
  async act(state, signal, say) {
    const { isv, env, redact } = state.options
    const kubeconfig = state.cluster?.kubeconfig ?? ''
    let passed = 0
    for (const file of isv.functests) {
      signal.throwIfAborted()
      say(basename(file))
      const functest = await runFunctest({
        file,
        cwd: isv.dir,
        kubeconfig,
        captureDir: state.capture.dir,
        env,
        redact,
        timeoutMs: eachMs,
        signal,
      })
      if (functest.outcome === 'passed') passed++
      await state.capture.update((record) => {
        record.functests = [...(record.functests ?? []), functest]
      })
    }
    return `${passed} of ${isv.functests.length} passed`
  },
}
