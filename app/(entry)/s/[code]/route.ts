import { atDoor } from '../door'

export const GET = (request: Request) => atDoor(request)
