// What makes pages more comfortable. Nothing needs it: every job works without scripts.
// Nothing is kept in the browser: no storage, no offline copies.

import { initAll } from '/assets/govuk/govuk-frontend.min.js'

initAll()

if (document.querySelector('[data-module^="moj-"]')) {
  import('/assets/moj/moj-frontend.min.js').then((moj) => moj.initAll())
}

// A field that is asked only after certain answers to another one of the same page. Without
// scripts it is always shown. GOV.UK Frontend has this for its own components, but by an
// attribute (aria-expanded) that radio buttons may not have.
for (const part of document.querySelectorAll('[data-when-field]')) {
  const { whenField, whenValues } = part.dataset
  part.classList.remove('govuk-radios__conditional--hidden', 'govuk-checkboxes__conditional--hidden')
  const form = part.closest('form')
  const show = () => {
    const given = new FormData(form).getAll(whenField)
    const wanted = whenValues.split(' ')
    part.hidden = given.some((value) => wanted.includes(value)) === ('whenNot' in part.dataset)
  }
  form?.addEventListener('change', show)
  show()
}

// Drafts. <form data-autosave="/address"> is sent there a moment after the last key, and
// the element [data-autosave-status] in it says so in words that the page brought along.
for (const form of document.querySelectorAll('form[data-autosave]')) {
  const status = form.querySelector('[data-autosave-status]')
  let timer, running = false, again = false
  const say = (word) => { if (status) status.textContent = status.dataset[word] ?? '' }
  const save = async () => {
    if (running) { again = true; return }
    running = true
    try {
      const body = new URLSearchParams(new FormData(form))
      const headers = { Accept: 'application/json' }
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body, headers, redirect: 'manual' })
      // The next saving goes on from the version that this one made.
      const version = form.querySelector('[name="draft-version"], [name="_seen"]')
      if (answer.ok && version) version.value = (await answer.json()).version
      say(answer.ok ? 'saved' : answer.status === 401 ? 'signedOut' : 'failed')
    } catch {
      say('offline')
    }
    running = false
    if (again) { again = false; save() }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(save, 2000)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer) { clearTimeout(timer); save() }
  })
}

// Someone comes to the desk: Shift three times hides the page, any key brings it back.
if (document.body.classList.contains('accord-staff')) {
  let presses = []
  document.addEventListener('keyup', (event) => {
    if (document.body.classList.contains('accord-hidden')) {
      document.body.classList.remove('accord-hidden')
      presses = []
      return
    }
    if (event.key !== 'Shift') { presses = []; return }
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000)
    if (presses.length >= 3) document.body.classList.add('accord-hidden')
  })
}

// A page kept by the browser for its back button is asked for again, so that after signing
// out nothing comes back.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })
