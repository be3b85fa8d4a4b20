/** The steps in their order, told as each is reached. */
export type Step =
  | 'copied'
  | 'checked'
  | 'upgraded'
  | 'carriedOver'
  | 'filesBack'
  | 'switching'
  | 'setAside'
  | 'setBesideAside'
  | 'switched'
  | 'secretRenewed'
export type Tell = (step: Step) => void
