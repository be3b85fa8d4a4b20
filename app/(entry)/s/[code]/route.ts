import { atDoor } from '../_parts/door'

export const GET = (request: Request) => atDoor(request)
