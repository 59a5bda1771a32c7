// Passkeys. The server writes its question into the page; the device's answer goes back in a
// hidden field of the same form. Nothing is fetched, and nothing is kept in the browser.

const bytes = (text) => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const readKeys = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }))

function read({ publicKey: question }) {
  question.challenge = bytes(question.challenge)
  if (question.user) question.user.id = bytes(question.user.id)
  if (question.excludeCredentials) question.excludeCredentials = readKeys(question.excludeCredentials)
  if (question.allowCredentials) question.allowCredentials = readKeys(question.allowCredentials)
  return question
}

function write({ id, rawId, type, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) }
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject)
    said.transports = response.getTransports?.() ?? []
  } else {
    said.authenticatorData = text(response.authenticatorData)
    said.signature = text(response.signature)
    said.userHandle = response.userHandle ? text(response.userHandle) : null
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, extensions: {} })
}

const forms = document.querySelectorAll('form[data-passkey]')
for (const form of forms) {
  const makes = form.dataset.passkey === 'make'
  const options = JSON.parse(form.dataset.passkeyOptions)
  const site = makes ? options.publicKey.rp.id : options.publicKey.rpId
  const fits = location.hostname === site || location.hostname.endsWith(`.${site}`)
  if (!window.PublicKeyCredential || !fits) {
    document.querySelector('[data-passkey-unfit]')?.removeAttribute('hidden')
    continue
  }
  form.hidden = false
  const question = read(options)
  const failed = form.querySelector('[data-passkey-failed]')
  let offered

  const answer = (key) => {
    form.elements.answer.value = write(key)
    form.submit()
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    failed.hidden = true
    // Only one question at a time: the one in the name's list of suggestions gives way.
    offered?.abort()
    try {
      const asked = { publicKey: question }
      answer(await (makes ? navigator.credentials.create(asked) : navigator.credentials.get(asked)))
    } catch {
      // The reader said no, or there is none on this device: which of them, nobody is told.
      failed.hidden = false
    }
  })

  // Passkeys of this device appear among the suggestions for the sign-in name.
  const suggests = document.querySelector('input[autocomplete~="webauthn"]')
  if (!makes && suggests && (await PublicKeyCredential.isConditionalMediationAvailable?.())) {
    offered = new AbortController()
    navigator.credentials
      .get({ publicKey: question, mediation: 'conditional', signal: offered.signal })
      .then((key) => key && answer(key), () => {})
  }
}
