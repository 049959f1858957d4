import { fold } from '../text/fold.ts'

const ELISION = /(?<![a-z0-9])(?:[ldjcmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'(?=[a-z0-9])/g

/** The words of a text in the form in which they are compared: folded, elisions taken off, « M.D.S. » joined. */
export function tokens(text: string): string[] {
  return (
    fold(text)
      .replace(ELISION, ' ')
      .replace(/(?<![a-z0-9])((?:[a-z]\.){2,})([a-z]?)(?![a-z0-9])/g, (dotted) => dotted.replaceAll('.', ''))
      .match(/[a-z0-9]+/g) ?? []
  )
}

const list = (words: string) => new Set(words.split(/\s+/))

/** Words so common that they tell fiches apart from none. */
const STOP_WORDS = list(
  `a ai ait as au aux avec avez avait avons ce cela ces cet cette ceux ci comme contre d dans de des du elle elles en entre es est
  et etait etes etre eu eux fait faire fut il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos
  notre nous on ont ou par pas pendant peu peut plus pour qu quand que quel quelle quelles quels qui quoi s sa sans se sera
  ses si soit son sont sous sur t ta te tes toi ton toujours tout toute toutes tous tres tu un une vers vos votre vous y c ca`,
)

/** How people begin: said to an agent, and no word of the need. */
const FILLER = list(
  `bonjour bonsoir salut svp stp merci cherche cherchent cherchons chercher recherche voudrais voudrait veut veux vouloir
  aimerais aimerait souhaite souhaiterait besoin peux puis pouvez pourrait dame monsieur madame mme mr personne quelqu
  quelque gens comment ou quoi est-ce savoir sait connaitre dire dit demande demander obtenir avoir aller vient venir venu
  contacter appeler joindre trouver numero numeros telephone tel adresse coordonnees renseignement renseignements info infos
  information informations situation cas probleme question concernant propos depuis apres avant encore deja aussi bien
  alors donc car parce rien plusieurs moins beaucoup urgent suite jour jours semaine semaines mois an ans annee annees hier matin soir heure heures fois chose truc
  envoyer envoie passer passe passent doit dois doivent faut pense croit croire semble voudraient veulent aura auront
  avaient etaient suis sommes jamais ici combien`,
)

/** True for words that carry no weight in a question, unless it holds nothing else. */
export function isEmptyWord(word: string): boolean {
  return STOP_WORDS.has(word) || FILLER.has(word)
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}
