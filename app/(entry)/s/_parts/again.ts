import { type Html, html } from '@/app/_http/html'

/**
 * The pages need no script; where there is one, a form or a waiting page is sent again until it is answered, so that a
 * press survives a server that is down for a while. `data-again` marks both: a form that may be sent twice, and the
 * address that a waiting page asks for. What was not written because others went first is sent five times. For Chromium 86.
 */
const script = `(function () {
  var main = function () { return document.querySelector('main') }
  var next = function () { return 3000 + Math.random() * 2000 }
  function show(page) {
    main().replaceWith(page.querySelector('main'))
    document.title = page.title
    scrollTo(0, 0)
    go()
  }
  function wait() {
    if (main().querySelector('[data-waits]')) return
    var said = document.createElement('div')
    said.className = 'said late'
    said.setAttribute('role', 'status')
    said.setAttribute('data-waits', '')
    said.appendChild(document.createElement('b')).textContent = document.body.dataset.wait
    said.appendChild(document.createElement('p')).textContent = document.body.dataset.lead
    main().prepend(said)
  }
  function send(to, body, tries) {
    var later = function (more) {
      wait()
      setTimeout(function () { send(to, body, more) }, next())
    }
    self.fetch(to, body ? { method: 'POST', body: body, credentials: 'same-origin' } : { credentials: 'same-origin' })
      .then(function (answer) {
        return answer.text().then(function (text) {
          var page = new DOMParser().parseFromString(text, 'text/html')
          if (body && answer.headers.get('retry-after') && tries < 5) return later(tries + 1)
          if (page.querySelector('main')) show(page)
          else later(tries)
        })
      })
      .catch(function () { later(tries) })
  }
  function go() {
    var to = main().dataset.again
    if (to) setTimeout(function () { send(to, null, 0) }, next())
  }
  document.addEventListener('submit', function (event) {
    var form = event.target
    if (!form.dataset || form.dataset.again === undefined) return
    event.preventDefault()
    if (form.dataset.again === 'sent') return
    form.dataset.again = 'sent'
    send('/s', new URLSearchParams(new FormData(form)), 0)
  })
  go()
})()`

/** At the end of the body, whose `data-wait` and `data-lead` are the words that it shows. */
export function againScript(nonce: string): Html {
  return html`<script nonce="${nonce}">${{ html: script }}</script>`
}
