/**
 * Bundles the server and the client into build/, only when a source changed since the last build (SHA-256 of the
 * sources). Types are not checked here: `npm run types` does it.
 */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outdir = join(root, 'build')

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function sourcesHash() {
  const hash = createHash('sha256')
  const files = ['server', 'client', 'migrations'].flatMap((name) => filesUnder(join(root, name)))
  for (const file of [...files, join(root, 'package-lock.json'), fileURLToPath(import.meta.url)]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

async function bundleServer(esbuild, target) {
  await esbuild.build({
    entryPoints: {
      main: join(root, 'server/main.ts'),
      wikisol: join(root, 'server/cli/run.ts'),
      renderWorker: join(root, 'server/markdown/renderWorker.ts'),
    },
    outdir: join(target, 'server'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** A guide that is still running, and pages that are still open, ask for the files of the build before. */
function keepFormerAssets(from, to) {
  if (!existsSync(from)) return
  for (const name of readdirSync(from))
    if (!existsSync(join(to, name))) copyFileSync(join(from, name), join(to, name))
}

/** Builds if needed; answers the folder of the build. Two builds at once are harmless: the last rename wins. */
export async function build({ quiet = false } = {}) {
  const hash = sourcesHash()
  const stamp = join(outdir, 'sources.sha256')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return outdir
  const started = performance.now()
  const esbuild = await import('esbuild')
  const { bundleClient } = await import('./build-client.mjs')
  const target = `${outdir}.${process.pid}`
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  await bundleServer(esbuild, target)
  await bundleClient(esbuild, root, target)
  keepFormerAssets(join(outdir, 'client'), join(target, 'client'))
  writeFileSync(join(target, 'sources.sha256'), hash)
  rmSync(outdir, { recursive: true, force: true })
  renameSync(target, outdir)
  if (!quiet) console.log(`Construction du guide : ${Math.round(performance.now() - started)} ms`)
  return outdir
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()
