/** Servers that scripts and benches start beside themselves. */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

export interface Served {
  child: ChildProcess
  url: string
}

/** Starts a server in a process of its own; `address` finds in what it prints where it answers. */
export function serve(file: string, env: Record<string, string>, address: RegExp): Promise<Served> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A script that fails leaves no server behind.
  process.once('exit', () => child.kill('SIGTERM'))
  return new Promise((done, failed) => {
    let out = ''
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const url = address.exec(out)?.[1]
      if (url !== undefined) done({ child, url: url.replace('localhost', '127.0.0.1') })
    })
    child.once('exit', (status) => failed(new Error(`${file} ended, status ${status}\n${out}`)))
  })
}

/** The guide as `npm start` runs it, silent, on a free port, with its data in this folder. */
export function serveGuide(dataDir: string): Promise<Served> {
  return serve(
    resolve('scripts/start.mjs'),
    { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', WIKISOL_DATA_DIR: dataDir },
    /ouvert : (\S+)/,
  )
}
