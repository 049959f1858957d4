import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { inject } from 'vitest'

export interface Ended {
  status: number | null
  out: string
  err: string
}

const environment = (env: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  ...env,
})

/** Runs one operator's command, as `npm run wikisol -- …` does. */
export function wikisol(words: string[], env: Record<string, string>, input = ''): Ended {
  const program = resolve(inject('buildDir'), 'server/wikisol.mjs')
  const ended = spawnSync(process.execPath, [program, ...words], {
    env: environment(env),
    encoding: 'utf8',
    input,
  })
  return { status: ended.status, out: ended.stdout, err: ended.stderr }
}

export interface RunningServer {
  process: ChildProcess
  url: string
  output: () => string
  ended: Promise<Ended>
}

/** Starts the server in a process of its own. `ready` is kept until it prints its address or ends. */
export async function startServer(
  env: Record<string, string>,
  options: { uid?: number; gid?: number } = {},
): Promise<RunningServer | Ended> {
  const program = resolve(inject('buildDir'), 'server/main.mjs')
  const child = spawn(process.execPath, [program], {
    env: environment({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ended>((done) => child.once('close', (status) => done({ status, out, err })))
  const address = new Promise<string>((found) => {
    child.stdout.on('data', () => {
      const url = /Le guide est ouvert : (\S+)/.exec(out)?.[1]
      if (url !== undefined) found(url)
    })
  })
  const first = await Promise.race([address, ended])
  if (typeof first !== 'string') return first
  return { process: child, url: first.replace('localhost', '127.0.0.1'), output: () => out, ended }
}

/** Starts the server and expects it to open. */
export async function openServer(env: Record<string, string>): Promise<RunningServer> {
  const server = await startServer(env)
  if ('url' in server) return server
  throw new Error(`The server did not open (status ${server.status}):\n${server.out}${server.err}`)
}

/** A user who is not root, to meet permissions where the tests run as root. */
export function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
