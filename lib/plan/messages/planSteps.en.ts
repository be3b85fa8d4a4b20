import type { planSteps as zh } from './planSteps.zh'

export const planSteps: typeof zh = {
  ask: 'Ask for the issue',
  asked: '{name} asked for the issue on {day}',
  said: {
    removed: 'The item was removed',
    saved: 'The item was saved',
    issued: 'Issued. From now on a change needs a reason and leaves a revision.',
    asked: 'The issue was asked for: the leader finds it on the home page under what needs attention.',
    closed: 'The plan was closed',
    copied: 'The plan was made from the list; please check each item',
    joined: 'What was ticked is joined to its items.',
  },
  todo: {
    toIssue: '“{title}” waits to be issued',
    toIssueNote: '{name} asked on {day}',
    campaigns: 'Publicity days in the next {days} days without an activity: {names}',
    campaignsNote: 'the next is “{name}” on {day}, in {days} days',
    campaignsToday: 'today is “{name}”',
  },
}
