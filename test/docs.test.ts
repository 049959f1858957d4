import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { ENVIRONMENT } from '../server/config.ts'
import { formatReference } from './support/formatReference.ts'

const read = (file: string) => readFileSync(file, 'utf8')

const INTRODUCTION = `# Le format des documents

Ce fichier est fait à partir de \`server/domain/document/keys.ts\` : \`npx vitest run --project unit test/docs.test.ts -u\`
le récrit. Un test échoue s’il ne dit pas la même chose.

Un document est un texte Markdown précédé d’un en-tête YAML entre deux lignes \`---\`. Toutes les valeurs sont du texte
(schéma « failsafe » de YAML) : \`0321216216\` garde son zéro. Ni alias, ni ancre, ni étiquette ; six niveaux au plus ;
64 Ko au plus. La forme enregistrée est canonique : clés dans l’ordre ci-dessous, clés vides absentes, guillemets doubles
là seulement où un autre lecteur YAML comprendrait autre chose, fins de ligne LF, NFC. \`npm run wikisol -- format\`
récrit les fichiers sous cette forme, \`npm run wikisol -- check\` les vérifie.

Le corps est en Markdown (CommonMark et tableaux), sans HTML ni image. Il peut contenir :

- des liens entre pages : \`[[caf-pas-de-calais]]\`, \`[[caf-pas-de-calais|la CAF]]\`, \`[[thematiques/logement]]\`,
  \`[[territoires/arras]]\`, \`[[aide/chercher]]\` ;
- des blocs qui ne s’emboîtent pas, fermés par une ligne \`:::\` : \`::: territoire lens-lievin\` (vrai seulement là),
  \`::: attention\`, \`::: astuce\` ;
- des numéros de téléphone, qui deviennent des liens d’eux-mêmes.

La colonne « data·inclusion » nomme le champ du schéma commun de l’offre d’insertion (version 1) qui correspond.`

test('docs/format-des-documents.md says what the declaration of the keys says', async () => {
  await expect(formatReference(INTRODUCTION)).toMatchFileSnapshot('../docs/format-des-documents.md')
})

test('the README’s table of configuration and .env.example name every variable, and no other', () => {
  const known = Object.keys(ENVIRONMENT.shape).sort()
  const inReadme = Array.from(read('README.md').matchAll(/^\| `([A-Z_]+)` +\|/gm), ([, name]) => name).sort()
  const inExample = Array.from(read('.env.example').matchAll(/^#? ?([A-Z_]+)=/gm), ([, name]) => name).sort()
  expect(inReadme).toEqual(known)
  expect(inExample).toEqual(known)
})

test('every command that the documents name exists', () => {
  const text = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'].map(read).join('\n')
  const named = Array.from(text.matchAll(/npm (?:run )?([a-z:]+)/g), ([, name = '']) => name)
  const unknown = named.filter(
    (name) => !['ci', 'start', 'test', 'install', 'run'].includes(name) && !(name in packageJson.scripts),
  )
  expect(unknown).toEqual([])
})

test('every dependency has its line in the decision on libraries, with its exact version in package.json', () => {
  const reasons = read('docs/decisions/008-bibliotheques.md')
  const all = { ...packageJson.dependencies, ...packageJson.devDependencies }
  for (const [name, version] of Object.entries(all)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
    expect(reasons).toContain(`\`${name}\``)
  }
  expect(Object.keys(packageJson.dependencies).length).toBeLessThanOrEqual(26)
})

test('no link of the documents points to a file that is not there', () => {
  const documents = readdirSync('.', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.md') && !/node_modules|^content|^build|^data/.test(name),
  )
  for (const document of documents) {
    for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)) {
      expect(existsSync(resolve(join(dirname(document), target))), `${document} → ${target}`).toBe(true)
    }
  }
})

test('decision records are numbered without a gap and each says what was refused', () => {
  const records = readdirSync('docs/decisions')
    .filter((name) => /^\d{3}-/.test(name))
    .sort()
  records.forEach((name, index) => {
    expect(Number(name.slice(0, 3))).toBe(index + 1)
    expect(read(`docs/decisions/${name}`), name).toMatch(/^## Refusé$/m)
  })
})
