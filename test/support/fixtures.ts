/** The documents of the tests: few, with names, each there for what it shows. */
import { publish } from '../../server/actions/publish.ts'
import type { Kind } from '../../server/domain/document/keys.ts'
import type { Renderer } from '../../server/markdown/rendered.ts'
import type { Database } from '../../server/store/database.ts'
import { TEST_NOW } from './databases.ts'

export interface Fixture {
  kind: Kind
  slug: string
  source: string
}

const doc = (kind: Kind, slug: string, front: string, body = ''): Fixture => ({
  kind,
  slug,
  source: `---\n${front.trim()}\n---\n\n${body}\n`,
})

export const LOGEMENT = doc(
  'theme',
  'logement',
  `
nature: thematique
titre: Logement
resume: Trouver un logement et le garder.
ordre: 1
icone: house`,
)

export const EXPULSIONS = doc(
  'theme',
  'expulsions',
  `
nature: thematique
titre: Prévention des expulsions
resume: Quand le loyer n’est plus payé.
parent: logement`,
)

export const PAS_DE_CALAIS = doc(
  'territory',
  'pas-de-calais',
  `
nature: territoire
titre: Pas-de-Calais
type: departement
code: "62"
etendue: connue`,
)

export const ADIL = doc(
  'institution',
  'adil',
  `
nature: institution
titre: Agence d’information sur le logement
sigle: ADIL
mots_usuels:
  - juriste du logement
resume: Conseille gratuitement sur le logement.
thematiques:
  - logement
territoires:
  - pas-de-calais
categorie: logement
contacts:
  - numero-vert
  - ligne-interne`,
  'Voir [[numero-vert]] ou [[ligne-interne|la ligne des professionnels]].',
)

/** Another institution, for what passes from one to another; no part of the guide. */
export const CAF = doc(
  'institution',
  'caf',
  `
nature: institution
titre: Caisse d’allocations familiales
sigle: CAF
resume: Verse les prestations.
thematiques:
  - logement
territoires:
  - pas-de-calais
categorie: logement`,
)

export const NUMERO_VERT = doc(
  'contact',
  'numero-vert',
  `
nature: contact
titre: Numéro vert prévention des expulsions
resume: Un juriste répond aux locataires et aux propriétaires.
thematiques:
  - expulsions
territoires:
  - pas-de-calais
responsable: adil
fonction: Permanence téléphonique
telephone: 0 805 29 62 62
institution: adil
joignable: Mo-Fr 08:30-12:30,13:30-17:30`,
)

/** Kept for professionals: it exists for nobody else. */
export const LIGNE_INTERNE = doc(
  'contact',
  'ligne-interne',
  `
nature: contact
titre: Ligne directe de Camille Zyglarsky
resume: Répond aux professionnels seulement.
thematiques:
  - expulsions
territoires:
  - pas-de-calais
responsable: adil
fonction: Juriste référente zébulonique
personne: Camille Zyglarsky
telephone: 03 21 99 88 77
institution: adil
visibilite: professionnels`,
)

export const CONSEIL = doc(
  'scheme',
  'conseil-logement',
  `
nature: dispositif
titre: Conseil logement
resume: Un juriste explique les droits et les démarches.
thematiques:
  - expulsions
territoires:
  - pas-de-calais
responsable: adil
porteurs:
  - adil
pour_qui: Locataires et propriétaires
frais: gratuit
lieux:
  - adil-arras
contacts:
  - numero-vert`,
  `## Ce que cela apporte

Un conseil **gratuit**. Appelez le 0 805 29 62 62.

::: territoire 62041
À Arras, sur rendez-vous.
:::

::: attention
N’attendez pas l’audience.
:::`,
)

export const ADIL_ARRAS = doc(
  'site',
  'adil-arras',
  `
nature: lieu
titre: Bureau ADIL d’Arras
resume: Des juristes reçoivent sur rendez-vous.
thematiques:
  - logement
territoires:
  - "62041"
responsable: adil
commune: "62041"
code_postal: "62000"
horaires: Mo-Fr 08:30-16:30
sur_rendez_vous: oui`,
)

export const AIDE = doc(
  'help',
  'chercher',
  `
nature: aide
titre: Chercher
resume: Trouver une réponse pendant l’entretien.`,
  'Tapez les mots de la personne.',
)

export const DUTIES = [
  'accessibilite',
  'donnees-personnelles',
  'mentions-legales',
  'financement-europeen',
].map((slug) => doc('help', slug, `nature: aide\ntitre: ${slug}\nresume: Page ${slug}.`, 'Texte.'))

export const THESAURUS = doc(
  'thesaurus',
  'mots-du-logement',
  `
nature: thesaurus
titre: Mots du logement
thematique: logement
entrees:
  - terme: expulsion
    mots:
      - mis dehors`,
)

export const GUIDE: readonly Fixture[] = [
  ...[
    LOGEMENT,
    EXPULSIONS,
    PAS_DE_CALAIS,
    ADIL,
    NUMERO_VERT,
    LIGNE_INTERNE,
    CONSEIL,
    ADIL_ARRAS,
    AIDE,
    THESAURUS,
  ],
  ...DUTIES,
]

/** The same document with other words; they must stand in it once. */
export function withText(fixture: Fixture, from: string, to: string): Fixture {
  if (fixture.source.split(from).length !== 2)
    throw new Error(`${fixture.slug} does not hold « ${from} » once`)
  return { ...fixture, source: fixture.source.replace(from, to) }
}

/** Publishes fixtures, each as its first version; answers the ids by slug. */
export async function publishAll(
  database: Database,
  renderer: Renderer,
  fixtures: readonly Fixture[] = GUIDE,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const { kind, slug, source } of fixtures) {
    const published = await publishVersion(database, renderer, { kind, slug, source }, 0)
    ids.set(slug, published.documentId)
  }
  return ids
}

export async function publishVersion(database: Database, renderer: Renderer, fixture: Fixture, base: number) {
  const origin = 'edition' as const
  const published = await publish(
    database,
    renderer,
    { ...fixture, author: 'Alice, CCAS d’Arras', summary: `Version ${base + 1}`, origin, base },
    TEST_NOW,
  )
  if (!published.ok) throw new Error(`${fixture.slug}: ${JSON.stringify(published)}`)
  return published
}
