import { atDoor } from './_parts/door'

/*
 * `npm start` answers these addresses before Next is asked (server/front.ts), by the same function; here they are answered
 * where Next alone serves.
 */
export const GET = (request: Request) => atDoor(request)
export const POST = (request: Request) => atDoor(request)
