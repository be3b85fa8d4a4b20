import { db } from '@/db/client'
import { slices } from '@/db/pause'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { erasureRefusal } from './erasure.rules'
import { standingOf, textsNaming } from './erasure.sql'

/** What 注销 of a person would mean, for its page; for the administrator of the top unit. */
export async function erasureOf(viewer: Viewer, personId: number) {
  if (!administersAll(viewer)) throw new NotFound()
  const standing = await standingOf(db, personId)
  const { person, erased, openYears, proofs, hasNamesake, longer } = standing
  const pause = slices()
  const texts = erased ? [] : await textsNaming(db, standing, 0, pause)
  const alone =
    hasNamesake && !erased ? await textsNaming(db, { ...standing, hasNamesake: false }, 0, pause) : texts
  const values = new Map(texts.map(({ found, value }) => [JSON.stringify(found), value]))
  return {
    id: person.id,
    name: person.name,
    version: person.version,
    isErased: erased !== null,
    refusal: erasureRefusal({ ...standing, isOwn: viewer.personId === personId }, true),
    openYears,
    proofs,
    texts: texts.length,
    /** Texts that may mean somebody else of the same name, and stay. */
    ambiguous: alone.filter(({ found, value }) => values.get(JSON.stringify(found)) !== value).length,
    longer,
  }
}
