/** The body as blocks: what everybody reads, what holds in one territory, warnings and tips. */
import { BLOCK_KINDS, blockKind } from '../domain/editing/body.ts'
import {
  type AreaEdit,
  areaEdit,
  type FormState,
  namedEdit,
  type SelectEdit,
  shownRows,
  type TextEdit,
  textEdit,
} from './editingFields.ts'
import { choicesOf } from './form.ts'

export interface BlockEdit {
  /** « Texte pour tous », « Bloc 2 ». */
  label: string
  name: string
  /** The first text is for everybody: its kind is not asked. */
  genre: SelectEdit | undefined
  territory: TextEdit | undefined
  text: AreaEdit
  /** The button that exchanges it with the block before it. */
  raise: string | undefined
  /** Empty: folded until it is wanted. */
  folded: boolean
}

export interface BodyEdit {
  kind: 'body'
  blocks: BlockEdit[]
  add: string
  size: 'wide'
}

const MARKDOWN_HINT =
  'Une ligne vide sépare deux paragraphes. « ## » fait un titre, « - » une liste, « [[caf]] » un lien vers une fiche.'

export function bodyEdit(state: FormState): BodyEdit {
  // A block has a kind before it has any text: that alone does not fill it.
  const said = Object.entries(state.typed).filter(([name]) => !/^corps\.\d+\.genre$/.test(name))
  const rows = shownRows('corps', Object.fromEntries(said), 1)
  const all = rows.length > 1 ? rows : [0, 1]
  return { kind: 'body', blocks: all.map((row) => blockEdit(row, state)), add: 'ligne:corps', size: 'wide' }
}

function blockEdit(row: number, state: FormState): BlockEdit {
  const { typed } = state
  const name = `corps.${row}`
  const genre = typed[`${name}.genre`] ?? (row === 0 ? 'commun' : 'attention')
  const kind = blockKind(genre)
  const text = typed[`${name}.texte`] ?? ''
  const isFirst = row === 0 && kind === 'commun'
  const area = areaEdit(
    namedEdit(
      `${name}.texte`,
      { label: isFirst ? 'Texte pour tous' : 'Texte du bloc', hint: isFirst ? MARKDOWN_HINT : undefined },
      state,
    ),
    text,
    isFirst ? 12 : 5,
    false,
  )
  return {
    label: isFirst
      ? 'Texte pour tous'
      : `Bloc ${row + 1}${text === '' ? '' : `, ${BLOCK_KINDS[kind].toLowerCase()}`}`,
    name,
    genre: isFirst
      ? undefined
      : {
          ...namedEdit(`${name}.genre`, { label: 'Sorte de bloc' }, state, 'half'),
          kind: 'select',
          choices: choicesOf(Object.entries(BLOCK_KINDS), kind),
        },
    territory: isFirst
      ? undefined
      : {
          ...textEdit(
            { type: 'reference', to: 'place' },
            `${name}.territoire`,
            { label: 'Territoire', hint: 'Pour un bloc « dans un territoire seulement ».' },
            false,
            state,
          ),
          size: 'half',
        },
    text: { ...area, markdown: true },
    raise: row === 0 || text === '' ? undefined : `monter:corps:${row}`,
    folded: row > 0 && text === '' && !state.problems.has(`${name}.texte`),
  }
}
