import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom (docs/architecture.md): a room and the rooms it may see, besides its own. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  text: [],
  domain: ['text'],
  markdown: ['text', 'domain'],
  content: ['text', 'domain'],
  store: ['text', 'domain', 'markdown:rendered', 'migrations'],
  search: ['text', 'domain', 'store'],
  actions: ['text', 'domain', 'markdown', 'content', 'store', 'search', 'auth', 'mail'],
  jobs: ['text', 'domain', 'store', 'mail', 'config:types'],
  auth: ['text', 'domain'],
  mail: ['text', 'domain', 'store', 'config:types'],
  viewmodels: [
    'text',
    'domain',
    'store:types',
    'markdown:rendered',
    'markdown:holes',
    'config:types',
    'search:types',
  ],
  http: ['text', 'config:types', 'viewmodels:types', 'store:types'],
  routes: [
    'text',
    'domain',
    'markdown',
    'store',
    'search',
    'actions',
    'auth',
    'viewmodels',
    'http',
    'context:types',
  ],
  cli: [
    'text',
    'domain',
    'markdown',
    'content',
    'store',
    'search',
    'actions',
    'auth',
    'mail',
    'http',
    'config',
    'context',
  ],
  client: ['text', 'domain'],
  migrations: [],
}

/** Packages that only some rooms may know. */
const PACKAGE_ROOMS: Record<string, readonly string[]> = {
  '@node-rs/argon2': ['auth'],
  express: ['app', 'http', 'routes', 'main'],
  kysely: ['store'],
  pg: ['store'],
  'better-sqlite3': ['store'],
  'markdown-it': ['markdown'],
  dompurify: ['markdown'],
  jsdom: ['markdown'],
  nodemailer: ['mail'],
  ejs: ['http'],
  helmet: ['http'],
  passport: ['http'],
  'passport-local': ['http'],
  pino: ['http', 'context', 'main', 'cli'],
  zod: ['config'],
  yaml: ['domain', 'content'],
  diff: ['domain'],
  'libphonenumber-js': ['domain'],
  uqr: ['viewmodels'],
  lunr: ['search'],
  'lunr-languages': ['search'],
}

interface Import {
  file: string
  room: string
  target: string
  typesOnly: boolean
}

const IMPORT = /(?:^(?:import|export)\s+(type\s+)?(?:[^'"]*?\bfrom\s+)?|\bimport\()['"]([^'"]+)['"]/gm

function importsUnder(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const file = relative('.', join(entry.parentPath, entry.name))
      return Array.from(readFileSync(file, 'utf8').matchAll(IMPORT), ([line, typed, target = '']) => ({
        file,
        room: roomOf(file),
        target,
        typesOnly: typed !== undefined || namesTypesOnly(line),
      }))
    })
}

/** `import { type A, type B } from …` */
function namesTypesOnly(line: string): boolean {
  const names = /\{([^}]*)\}/.exec(line)?.[1]
  return names?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) === true
}

function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'server' ? second.replace(/\.ts$/, '') : top
}

const IMPORTS = ['server', 'client', 'migrations'].flatMap(importsUnder)

function targetRoom({ file, target }: Import): string | undefined {
  if (!target.startsWith('.')) return undefined
  return roomOf(relative('.', resolve(file, '..', target)))
}

function isAllowed(entry: Import, room: string): boolean {
  const rules = MAY_IMPORT[entry.room] ?? []
  if (rules.includes(room)) return true
  const narrowed = rules.filter((rule) => rule.startsWith(`${room}:`)).map((rule) => rule.split(':')[1] ?? '')
  return narrowed.some((part) => (part === 'types' ? entry.typesOnly : entry.target.endsWith(`/${part}.ts`)))
}

test('each room imports only the rooms it may see', () => {
  const faults = IMPORTS.filter((entry) => {
    const room = targetRoom(entry)
    const isRoot = MAY_IMPORT[entry.room] === undefined
    return room !== undefined && room !== entry.room && !isRoot && !isAllowed(entry, room)
  })
  expect(faults.map(({ file, target }) => `${file} → ${target}`)).toEqual([])
})

test('every folder of server/ is a room of the table', () => {
  const folders = readdirSync('server', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).filter((name) => MAY_IMPORT[name] === undefined)).toEqual([])
})

describe.each(Object.entries(PACKAGE_ROOMS))('the package %s', (name, rooms) => {
  test(`is known to ${rooms.join(', ')} only`, () => {
    const faults = IMPORTS.filter(({ target, room, typesOnly }) => {
      const isIt = target === name || target.startsWith(`${name}/`)
      return isIt && !rooms.includes(room) && !(typesOnly && (room === 'context' || name === 'pino'))
    })
    expect(faults.map(({ file }) => file)).toEqual([])
  })
})

test('text and domain know no clock, file, network or process', () => {
  for (const room of ['text', 'domain']) {
    for (const entry of readdirSync(`server/${room}`, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
      expect(text, entry.name).not.toMatch(/'node:|\bprocess\.|Date\.now\(|new Date\(\)|Math\.random/)
    }
  }
})

test('no file of the house has a name that says nothing', () => {
  const names = ['server', 'client', 'views'].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: 'utf8' }),
  )
  expect(
    names.filter((name) => /(?:^|\/)(?:utils?|helpers?|common|misc|services?)(?:\/|\.|$)/.test(name)),
  ).toEqual([])
})
