import { atDoor } from './_parts/door'

/*
 * `npm start` answers these addresses in front of Next (server/front.ts), with the same function; this route is
 * used if only Next is running.
 */
export const GET = (request: Request) => atDoor(request)
export const POST = (request: Request) => atDoor(request)
