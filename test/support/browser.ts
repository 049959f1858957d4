import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Never the package's own flags: they switch web security off, and with it what these tests look at. */
const FLAGS = [
  ...['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-quic'],
  '--font-render-hinting=none',
]

const CACHE = path.resolve('node_modules/.cache/wikisol-chromium')

/**
 * A real Chromium: the one of WIKISOL_CHROMIUM, else the one inside the npm package @sparticuz/chromium, unpacked once
 * under node_modules/.cache. Without any the tests fail: a journey that nobody walked must not look green.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env.WIKISOL_CHROMIUM
  if (given) return chromium.launch({ executablePath: given, args: FLAGS })
  const folder = await unpackedFolder()
  const libraries = [path.join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: FLAGS,
    env: { ...(process.env as Record<string, string>), LD_LIBRARY_PATH: libraries },
  })
}

async function unpackedFolder(): Promise<string> {
  // The package's "exports" do not name its package.json.
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8'))
  const folder = path.join(CACHE, String(version))
  if (existsSync(path.join(folder, 'chromium'))) return folder
  mkdirSync(CACHE, { recursive: true })
  const unpacked = mkdtempSync(path.join(CACHE, 'new-'))
  await unpackInto(unpacked)
  try {
    renameSync(unpacked, folder)
  } catch {
    // Another test process was quicker: its copy is the same.
    rmSync(unpacked, { recursive: true, force: true })
  }
  return folder
}

/** The package unpacks into TMPDIR, and brings the libraries that a bare machine lacks only where it sees AWS Lambda. */
async function unpackInto(folder: string): Promise<void> {
  const names = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'] as const
  const before = names.map((name) => [name, process.env[name]] as const)
  process.env.TMPDIR = folder
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
