/** What the form needs to know of the guide: how a reference is shown in a field, and read back from what was typed. Pure. */
import { sortKey } from '../../text/fold.ts'
import { isSlug } from '../../text/slug.ts'
import type { Directory } from '../directory.ts'
import type { ReferenceTarget } from '../document/fieldTypes.ts'
import type { FicheFacts } from '../facts.ts'
import { findPlaces, nameKey, placeOf, placeText } from '../geography.ts'

export type EditingTarget = ReferenceTarget | 'commune'

export interface ReferenceChoice {
  /** What the document holds: a slug, or the INSEE code of a commune. */
  slug: string
  /** What stands in the field: no two of a target are alike, and none looks like the slug of another. */
  label: string
  title: string
  /** Other words for it: an acronym, or two: « CCAS / CIAS ». */
  otherName: string | undefined
}

export type ReferenceReading = { slug: string } | { message: string }

export interface EditingGuide {
  /** Everything that a field of this target may name, in the order of the alphabet. */
  choices: (to: EditingTarget) => readonly ReferenceChoice[]
  /** The label of a slug; the slug itself where the guide does not know it. */
  labelOf: (to: EditingTarget, slug: string) => string
  /** The one thing meant by a label, a title, an acronym, a slug (a former one too), a postcode or an INSEE code. */
  read: (to: EditingTarget, text: string) => ReferenceReading
}

type Known = Pick<Directory, 'find' | 'themes' | 'geography'> & {
  all: () => Iterable<Pick<FicheFacts, 'id' | 'kind' | 'slug' | 'title'>>
  acronymOf: (id: number) => string | undefined
}

export function editingGuide(known: Known): EditingGuide {
  const lists = new Map<EditingTarget, Choices>()
  const listOf = (to: EditingTarget) => {
    const list = lists.get(to) ?? choicesOf(to, known)
    lists.set(to, list)
    return list
  }
  return {
    choices: (to) => listOf(to).all,
    labelOf: (to, slug) => listOf(to).bySlug.get(slug)?.label ?? slug,
    read: (to, text) => readReference(to, text, listOf(to), known),
  }
}

interface Choices {
  all: readonly ReferenceChoice[]
  bySlug: ReadonlyMap<string, ReferenceChoice>
  byLabel: ReadonlyMap<string, ReferenceChoice>
}

type Unlabelled = Omit<ReferenceChoice, 'label'> & { label?: string }

function choicesOf(to: EditingTarget, known: Known): Choices {
  const found = unlabelledOf(to, known)
  const count = new Map<string, number>()
  for (const { title, label = title } of found) {
    const key = label.toLowerCase()
    count.set(key, (count.get(key) ?? 0) + 1)
  }
  const labelled = found.map(({ label, ...choice }): ReferenceChoice => {
    const { slug, title } = choice
    const short = label ?? title
    const isPlain = count.get(short.toLowerCase()) === 1 && (!isSlug(short) || short === slug)
    return { ...choice, label: isPlain ? short : `${title} (${slug})` }
  })
  const all = labelled
    .map((choice) => ({ choice, key: sortKey(choice.label) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ choice }) => choice)
  return {
    all,
    bySlug: new Map(all.map((choice) => [choice.slug, choice])),
    byLabel: new Map(all.map((choice) => [choice.label, choice])),
  }
}

function unlabelledOf(to: EditingTarget, { all, acronymOf, themes, geography }: Known): Unlabelled[] {
  const named = ({ slug, title }: { slug: string; title: string }) => ({ slug, title, otherName: undefined })
  if (to === 'theme') return [...themes.values()].map(named)
  if (to !== 'place' && to !== 'commune') {
    return [...all()]
      .filter(({ kind }) => to === 'fiche' || kind === to)
      .map(({ id, slug, title }) => ({ slug, title, otherName: acronymOf(id) }))
  }
  const communes = [...geography.communes.values()].map((commune) => ({
    slug: commune.code,
    title: commune.nom,
    otherName: undefined,
    label: placeText({ kind: 'commune', ou: commune.code, name: commune.nom, commune }),
  }))
  return to === 'commune' ? communes : [...[...geography.territories.values()].map(named), ...communes]
}

/** « Aucune institution du guide ne s’appelle « caff ». » */
const NOBODY: Record<EditingTarget, string> = {
  fiche: 'Aucune fiche du guide ne s’appelle',
  institution: 'Aucune institution du guide ne s’appelle',
  scheme: 'Aucun dispositif du guide ne s’appelle',
  site: 'Aucun lieu d’accueil du guide ne s’appelle',
  contact: 'Aucun contact direct du guide ne s’appelle',
  theme: 'Aucune thématique du guide ne s’appelle',
  place: 'Le guide ne connaît ni territoire ni commune',
  commune: 'Le guide ne connaît pas de commune',
}

function readReference(to: EditingTarget, text: string, list: Choices, known: Known): ReferenceReading {
  const exact = list.byLabel.get(text) ?? (/^\d{5}$/.test(text) ? undefined : list.bySlug.get(text))
  if (exact !== undefined) return { slug: exact.slug }
  const meant = to === 'place' || to === 'commune' ? placesMeant(to, text, list, known) : named(text, list)
  const [only] = meant
  if (only !== undefined && meant.length === 1) return { slug: only.slug }
  if (meant.length > 1) {
    const labels = meant.slice(0, 6).map(({ label }) => label)
    return { message: `« ${text} » peut vouloir dire : ${labels.join(', ')}. Choisissez dans la liste.` }
  }
  const former = isSlug(text) ? known.find(text) : undefined
  if (former !== undefined && list.bySlug.has(former.slug)) return { slug: text }
  const near = like(text, list)
  return {
    message: `${NOBODY[to]} « ${text} ».${near.length === 0 ? ' Choisissez dans la liste.' : ` Vouliez-vous dire : ${near.join(', ')} ?`}`,
  }
}

/** Those with this label, title or acronym, whatever the capitals and accents. */
function named(text: string, { all, bySlug }: Choices): ReferenceChoice[] {
  const key = nameKey(text)
  const labelled = all.filter(({ label }) => label !== '' && sortKey(label) === sortKey(text))
  if (labelled.length > 0) return labelled
  const slug = bySlug.get(text.toLowerCase())
  if (slug !== undefined) return [slug]
  if (key === '') return []
  return all.filter(({ title, otherName = '' }) =>
    [title, otherName, ...otherName.split('/')].some((name) => name.trim() !== '' && nameKey(name) === key),
  )
}

/** Five figures are a postcode and may be an INSEE code as well: where they are two communes, both are meant. */
function placesMeant(
  to: EditingTarget,
  text: string,
  list: Choices,
  { geography }: Known,
): ReferenceChoice[] {
  const isCode = /^\d{5}$/.test(text)
  const byCode = isCode ? placeOf(geography, text) : undefined
  const key = nameKey(text.replace(/\b\d{5}\b/, ''))
  const places = findPlaces(geography, text)
  // A beginning is no name: « Sains » is several communes, and none of them.
  const whole = isCode ? places : places.filter(({ name }) => nameKey(name) === key)
  const codes = new Set([...(byCode === undefined ? [] : [byCode]), ...whole].map(({ ou }) => ou))
  const found = [...codes].flatMap((code) => list.bySlug.get(code) ?? [])
  return found.length > 0 || to === 'commune' ? found : named(text, list)
}

function like(text: string, { all }: Choices): string[] {
  const key = nameKey(text)
  if (key.length < 3) return []
  return all
    .filter(({ title }) => nameKey(title).includes(key))
    .slice(0, 3)
    .map(({ label }) => label)
}
