/** Parts of the guide that a grant may name: listed, found again by what somebody types, and whose they are. Pure. */
import { sortKey } from '../text/fold.ts'
import type { Directory } from './directory.ts'
import { findPlaces, nameKey, placeOf, placeText } from './geography.ts'
import { type Grant, mayGive } from './permission.ts'

export interface Perimeter extends Pick<Grant, 'scope' | 'target'> {
  /** « CAF du Pas-de-Calais (institution) », as a form shows it and takes it back: no two are alike. */
  label: string
  title: string
  /** Other words for it: an acronym, or two: « CCAS / CIAS ». */
  otherName: string | undefined
}

export const EVERYWHERE: Perimeter = {
  scope: 'everywhere',
  target: '',
  label: 'Tout le guide',
  title: 'Tout le guide',
  otherName: undefined,
}

type Known = Pick<Directory, 'all' | 'find' | 'themes' | 'geography'> & {
  acronymOf: (id: number) => string | undefined
}

/** Every institution, theme and territory of the guide; communes are found, but too many to be listed. */
export function allPerimeters({ all, acronymOf, themes, geography }: Known): Perimeter[] {
  const institutions = [...all()].filter(({ kind }) => kind === 'institution')
  return [
    EVERYWHERE,
    ...inOrder(
      institutions.map(({ id, slug, title }) => ({
        ...named('institution', slug, title, 'institution'),
        otherName: acronymOf(id),
      })),
    ),
    ...inOrder([...themes.values()].map(({ slug, title }) => named('theme', slug, title, 'thématique'))),
    ...inOrder(
      [...geography.territories.values()].map(({ slug, title }) =>
        named('territory', slug, title, 'territoire'),
      ),
    ),
  ]
}

function named(scope: Perimeter['scope'], target: string, title: string, word: string): Perimeter {
  return { scope, target, label: `${title} (${word})`, title, otherName: undefined }
}

/** Two that are called the same are told apart by their slugs. */
function inOrder(perimeters: readonly Perimeter[]): Perimeter[] {
  const count = new Map<string, number>()
  for (const { title } of perimeters) count.set(title, (count.get(title) ?? 0) + 1)
  const distinct = ({ title, target, label, ...rest }: Perimeter): Perimeter => {
    const isAlone = count.get(title) === 1
    return { ...rest, title, target, label: isAlone ? label : label.replace(title, `${title}, ${target}`) }
  }
  return perimeters
    .map((perimeter) => ({ perimeter: distinct(perimeter), key: sortKey(perimeter.title) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.perimeter.label < b.perimeter.label ? -1 : 1))
    .map(({ perimeter }) => perimeter)
}

/**
 * The one perimeter that somebody means by a label of the list, a name, an acronym, a slug, a commune or its INSEE code; a
 * French sentence where there is none, or more than one.
 */
export function readPerimeter(
  perimeters: readonly Perimeter[],
  geography: Directory['geography'],
  text: string,
): Perimeter | string {
  const found = findPerimeters(perimeters, geography, text)
  const [only] = found
  if (only === undefined)
    return `Le guide ne connaît ni institution, ni territoire, ni thématique « ${text} ». Choisissez dans la liste, ou écrivez le nom d’une commune.`
  if (found.length > 1)
    return `« ${text} » peut vouloir dire : ${found.map(({ label }) => label).join(', ')}. Écrivez l’un de ces noms en entier.`
  return only
}

function findPerimeters(
  perimeters: readonly Perimeter[],
  geography: Directory['geography'],
  text: string,
): Perimeter[] {
  const labelled = perimeters.filter(({ label }) => nameKey(label) === nameKey(text))
  if (labelled.length > 0) return labelled
  const bySlug = perimeters.filter(({ target }) => target !== '' && target === text.toLowerCase())
  if (bySlug.length > 0) return bySlug
  const key = nameKey(text)
  const called = perimeters.filter(({ title, otherName = '' }) =>
    [title, otherName, ...otherName.split('/')].some((name) => name.trim() !== '' && nameKey(name) === key),
  )
  return [...called, ...communesCalled(geography, text)]
}

/** Five figures are an INSEE code here, and a postcode as well: where they are two communes, both are found. */
function communesCalled(geography: Directory['geography'], text: string): Perimeter[] {
  const places = findPlaces(geography, text).filter(({ kind }) => kind === 'commune')
  const isCode = /^\d{5}$/.test(text)
  const byInsee = isCode ? placeOf(geography, text) : undefined
  const key = nameKey(text.replace(/\b\d{5}\b/, ''))
  const meant = isCode ? places : places.filter(({ name }) => nameKey(name) === key)
  const each = new Map([...meant, ...(byInsee === undefined ? [] : [byInsee])].map((one) => [one.ou, one]))
  return [...each.values()].map((place) => ({
    scope: 'territory',
    target: place.ou,
    label: placeText(place),
    title: place.name,
    otherName: undefined,
  }))
}

/** `mayGive`, with what the guide knows of who answers for an institution. */
export function mayGiveHere(
  grants: readonly Grant[],
  given: Grant,
  { find }: Pick<Directory, 'find'>,
): boolean {
  const parent = given.scope === 'institution' ? find(given.target)?.owner : undefined
  return mayGive(grants, given, parent === undefined ? [] : [find(parent)?.slug ?? parent])
}

/** Whose account somebody sees: an administrator everybody's, a moderator those of contributors inside the own scope. */
export function maySee(
  own: readonly Grant[],
  theirs: readonly Grant[],
  directory: Pick<Directory, 'find'>,
): boolean {
  return (
    own.some(({ role }) => role === 'administrator') ||
    theirs.some((grant) => grant.role === 'contributor' && mayGiveHere(own, grant, directory))
  )
}

/** The target of a grant as the guide knows it today, a former slug included; nothing where it has no such part. */
export function presentTarget(
  { scope, target }: Grant,
  directory: Pick<Directory, 'find' | 'themes' | 'geography'>,
): string | undefined {
  switch (scope) {
    case 'everywhere':
      return target
    case 'institution': {
      const fiche = directory.find(target)
      return fiche?.kind === 'institution' ? fiche.slug : undefined
    }
    case 'theme':
      return directory.themes.get(target)?.slug
    case 'territory':
      return placeOf(directory.geography, target)?.ou
  }
}
