/** What a fiche says that answers « who, where, when, which number », read once from its front matter. */
import type { Communes } from './commune.ts'
import type { FicheKind, FieldsByKind } from './document/keys.ts'
import type { STATUSES, VISIBILITIES } from './document/vocabulary.ts'
import { type Position, positionOfCommune } from './geography.ts'

export interface Closure {
  du: string
  au: string
  motif?: string
}

/** What a fiche says that answers « who, where, when, which number ». */
export interface FicheFacts {
  id: number
  kind: FicheKind
  slug: string
  title: string
  summary: string
  status: keyof typeof STATUSES
  /** Kept for professionals: whoever reads it is signed in. */
  reserved: boolean
  /** Sort of institution or place: `accueil-social`, `sante`… */
  category: string | undefined
  themes: readonly string[]
  territories: readonly string[]
  audiences: readonly string[]
  /** Bounds of age in years, where it says them. */
  ages: { min?: number; max?: number } | undefined
  /** INSEE code of where it stands. */
  commune: string | undefined
  address: string | undefined
  position: Position | undefined
  phone: string | undefined
  email: string | undefined
  /** OSM opening_hours: of the place, or when a contact answers. */
  hours: string | undefined
  hoursNote: string | undefined
  closures: readonly Closure[]
  /** Year of its newest source; nothing when no source is dated. */
  sourceYear: number | undefined
  walkIn: boolean | undefined
  byAppointment: boolean | undefined
  /** Slugs it names: direct contacts in its order, places where a scheme is asked for, who answers for it. */
  contacts: readonly string[]
  sites: readonly string[]
  owner: string | undefined
  /** Institutions that carry a scheme, hold a place, or that a contact belongs to. */
  institutions: readonly string[]
  /** Place where a contact is. */
  site: string | undefined
  /** What a contact follows beyond its own themes and territories; an absent side is open. */
  coverage: readonly { themes: readonly string[] | undefined; territories: readonly string[] | undefined }[]
}

interface AnyFiche {
  age?: { min?: number; max?: number }
  statut?: keyof typeof STATUSES
  visibilite?: keyof typeof VISIBILITIES
  categorie?: string
  commune?: string
  adresse?: string
  code_postal?: string
  latitude?: number
  longitude?: number
  telephone?: string
  courriel?: string
  horaires?: string
  joignable?: string
  horaires_note?: string
  joignable_note?: string
  fermetures?: Closure[]
  absences?: { du: string; au: string }[]
  sans_rendez_vous?: boolean
  sur_rendez_vous?: boolean
  contacts?: string[]
  lieux?: string[]
  responsable?: string
  porteurs?: string[]
  gestionnaire?: string
  operateurs_presents?: string[]
  institution?: string
  lieu?: string
  couvre?: { thematiques?: string[]; territoires?: string[] }[]
}

export function factsOf(
  { id, kind, slug, fields }: { id: number; kind: FicheKind; slug: string; fields: FieldsByKind[FicheKind] },
  communes: Communes,
): FicheFacts {
  const any: AnyFiche = fields
  const given = (values: (string | undefined)[]) => values.filter((value) => value !== undefined)
  return {
    id,
    kind,
    slug,
    title: fields.titre,
    summary: fields.resume,
    status: any.statut ?? 'en-service',
    reserved: any.visibilite === 'professionnels',
    category: any.categorie,
    themes: fields.thematiques,
    territories: fields.territoires,
    audiences: fields.publics ?? [],
    ages: any.age,
    commune: any.commune,
    address: addressOf(any, communes),
    position: positionIn(any, communes),
    phone: any.telephone,
    email: any.courriel,
    hours: any.horaires ?? any.joignable,
    hoursNote: any.horaires_note ?? any.joignable_note,
    closures: [
      ...(any.fermetures ?? []),
      ...(any.absences ?? []).map(({ du, au }) => ({ du, au, motif: 'Absence' })),
    ],
    sourceYear: newestYear(fields.sources),
    walkIn: any.sans_rendez_vous,
    byAppointment: any.sur_rendez_vous,
    contacts: any.contacts ?? [],
    sites: any.lieux ?? [],
    owner: any.responsable,
    institutions: given([
      any.institution,
      any.gestionnaire,
      ...(any.porteurs ?? []),
      ...(any.operateurs_presents ?? []),
    ]),
    site: any.lieu,
    coverage: (any.couvre ?? []).map(({ thematiques, territoires }) => ({
      themes: thematiques,
      territories: territoires,
    })),
  }
}

function newestYear(sources: FieldsByKind[FicheKind]['sources']): number | undefined {
  const years = (sources ?? []).flatMap(({ date }) => (date === undefined ? [] : [Number(date.slice(0, 4))]))
  return years.length === 0 ? undefined : Math.max(...years)
}

function addressOf({ adresse, code_postal, commune }: AnyFiche, communes: Communes): string | undefined {
  const town = commune === undefined ? undefined : communes.get(commune)?.nom
  const line = [code_postal, town].filter(Boolean).join(' ')
  const text = [adresse, line].filter(Boolean).join(', ')
  return adresse === undefined || text === '' ? undefined : text
}

/** Its own coordinates, else the middle of its commune. */
function positionIn({ latitude, longitude, commune }: AnyFiche, communes: Communes): Position | undefined {
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude, approximate: false }
  const found = commune === undefined ? undefined : communes.get(commune)
  return found && positionOfCommune(found)
}
