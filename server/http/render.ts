/**
 * Templates into HTML. EJS prints nothing for a property that does not exist, and its own strict mode does not change
 * that (measured): in development and tests the model is wrapped so that a template that asks for an unknown property
 * fails, and so does one that prints nothing or an object.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ejs, { type Options } from 'ejs'
import type { StoredHtml } from '../viewmodels/body.ts'
import type { ViewName, Views } from '../viewmodels/views.ts'

/** Logical name of a file of the client (`app.css`) → its address (`/assets/app-3F2A.css`). */
export type Assets = Readonly<Record<string, string>>

export type RenderPage = <Name extends ViewName>(view: Name, model: Views[Name]) => string

interface RenderOptions {
  viewsDir: string
  assets: Assets
  /** Development and tests: an unknown property throws. */
  strict: boolean
}

/** The names that a template finds beside its model; no model may use them. */
const HELPERS = ['asset', 'icon', 'storedHtml', 'part'] as const

type Helpers = {
  asset: (name: string) => string
  icon: (name: string) => string
  /** The one text that is printed unescaped, with `<%-`: it was sanitised when it was saved. */
  storedHtml: (html: StoredHtml) => string
  /** Another template. EJS has an `include` of its own, which copies the model and so loses the guard: it is not used. */
  part: (name: string, model: object) => string
}

export function createRenderPage({ viewsDir, assets, strict }: RenderOptions): RenderPage {
  const templates = compileAll(viewsDir, strict)
  const asset = (name: string) => {
    const url = assets[name]
    if (url === undefined) throw new Error(`No such asset: ${name}`)
    return url
  }
  const sprite = asset('icons.svg')
  const helpers: Helpers = {
    asset,
    icon: (name) => `${sprite}#${name}`,
    storedHtml: ({ stored }) => stored,
    part: (name, model) => render(name, model),
  }
  const render = (name: string, model: object): string => {
    const template = templates.get(name)
    if (template === undefined) throw new Error(`No such view: ${name}`)
    return template(strict ? guard(model, name, helpers) : { ...model, ...helpers })
  }
  return render
}

type Template = (locals: object) => string

/** All templates are compiled at start: a faulty one stops it, and no request waits for a file. */
function compileAll(viewsDir: string, strict: boolean): Map<string, Template> {
  const entries = readdirSync(viewsDir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ejs'))
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const name = relative(viewsDir, file)
        .replaceAll('\\', '/')
        .replace(/\.ejs$/, '')
      return [name, ejs.compile(readFileSync(file, 'utf8'), optionsFor(file, strict)) as Template]
    }),
  )
}

type SyncOptions = Options & { async: false; unsafePrototypeLocals: true }

function optionsFor(filename: string, strict: boolean): SyncOptions {
  return {
    filename,
    async: false,
    strict: true,
    _with: false,
    localsName: 'v',
    destructuredLocals: [...HELPERS],
    rmWhitespace: true,
    // A fault names its template and line in the log; without it EJS declares its own `include` beside ours.
    compileDebug: true,
    // EJS would copy the model, and with it lose the Proxy. The models are ours; no request's object reaches a template.
    unsafePrototypeLocals: true,
    ...(strict ? { escape: escapeKnown } : {}),
  }
}

function escapeKnown(value?: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return ejs.escapeXML(String(value))
  throw new TypeError(`A template prints ${value === null ? 'null' : typeof value}`)
}

/** The same object, except that asking it, or anything in it, for an unknown property throws. */
function guard<T extends object>(target: T, path: string, helpers?: Helpers): T {
  return new Proxy(target, {
    get(object, property, receiver) {
      if (helpers !== undefined && typeof property === 'string' && property in helpers) {
        if (property in object) throw new TypeError(`${path} hides the helper ${property}`)
        return helpers[property as keyof Helpers]
      }
      const name = `${path}.${String(property)}`
      if (typeof property === 'string' && !(property in object))
        throw new TypeError(`Unknown property: ${name}`)
      const value: unknown = Reflect.get(object, property, receiver)
      return typeof value === 'object' && value !== null ? guard(value, name) : value
    },
  })
}
