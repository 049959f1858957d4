/** What two people made of one text: where both started, what one published meanwhile, what the other sends. */
export interface Versions<T> {
  base: T
  theirs: T
  mine: T
}
