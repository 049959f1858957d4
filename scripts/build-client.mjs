/**
 * What the browser gets besides HTML, under hashed names in <target>/client, with a manifest: logical name → address.
 * No source map and no inline anything: the pages allow scripts and styles of this site only (docs/decisions).
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

/** The browsers of 2022 still stand on the desks. */
const BROWSERS = ['chrome100', 'edge100', 'firefox100', 'safari15.4']

const BASE = '/assets'

export async function bundleClient(esbuild, root, target) {
  const outdir = join(target, 'client')
  mkdirSync(outdir, { recursive: true })
  const manifest = {
    ...(await bundleCode(esbuild, root, outdir)),
    'icons.svg': writeHashed(outdir, 'icons.svg', await iconSprite(esbuild, root)),
    'favicon.svg': writeHashed(outdir, 'favicon.svg', readFileSync(join(root, 'client/favicon.svg'))),
  }
  writeFileSync(join(outdir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Scripts and style sheets, and the font that the style sheet names. */
async function bundleCode(esbuild, root, outdir) {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { app: 'client/app.ts', edit: 'client/edit.ts', style: 'client/style.css' },
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: BASE,
    loader: { '.woff2': 'file' },
    plugins: [frenchPhonesOnly],
    metafile: true,
    logLevel: 'warning',
  })
  const outputs = Object.keys(metafile.outputs).map((file) => basename(file))
  return Object.fromEntries(outputs.map((name) => [logicalName(name), `${BASE}/${name}`]))
}

/**
 * The numbering plans of the whole world are 40 kB compressed; the form judges French numbers only (client/editing/phone.ts),
 * and the server the others.
 */
const frenchPhonesOnly = {
  name: 'french-phones-only',
  setup(build) {
    build.onLoad({ filter: /libphonenumber-js[/\\]metadata\.max\.json(?:\.js)?$/ }, ({ path }) => {
      const world = JSON.parse(readFileSync(path.replace(/\.js$/, ''), 'utf8'))
      const { FR } = world.countries
      const france = { ...world, country_calling_codes: { 33: ['FR'] }, countries: { FR }, nonGeographic: {} }
      return { contents: `export default ${JSON.stringify(france)}`, loader: 'js' }
    })
  },
}

/** `app-3F2A.css` → `app.css`; the font is always `font.woff2`, whichever it is. */
function logicalName(name) {
  const extension = extname(name)
  return extension === '.woff2' ? 'font.woff2' : name.replace(/-[^-]+(\.[a-z0-9]+)$/, '$1')
}

function writeHashed(outdir, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`
  writeFileSync(join(outdir, hashed), content)
  return `${BASE}/${hashed}`
}

/** One file of symbols: a page names the icon it wants by `icons.svg#phone`. */
async function iconSprite(esbuild, root) {
  const names = await iconNames(esbuild, root)
  const symbols = names.map((name) => {
    const svg = readFileSync(join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8')
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes
      .replace(/\s+/g, ' ')
      .replace(/ ?(\/?>) ?/g, '$1')
      .trim()}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide, ISC licence -->${symbols.join('')}</svg>\n`
}

/** The list stands in TypeScript beside the view models that use it; it is read through esbuild. */
async function iconNames(esbuild, root) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, 'server/viewmodels/icons.ts')],
    bundle: true,
    write: false,
    format: 'esm',
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  const { INTERFACE_ICONS, THEME_ICONS } = await import(`data:text/javascript;base64,${code}`)
  return [...new Set([...INTERFACE_ICONS, ...THEME_ICONS])].sort()
}
