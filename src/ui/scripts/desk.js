// The desk's script: passkeys, uploads that can be resumed, progress. Pages work without it, but for passkeys, which browsers give to scripts only.
const formToken = document.body.dataset.form ?? ''

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

// Older browsers do not read and write this form themselves.
const readOptions = (kind, options) => {
  const publicKey = { ...options, challenge: bytes(options.challenge) }
  const ids = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }))
  if (kind === 'create') {
    publicKey.user = { ...options.user, id: bytes(options.user.id) }
    publicKey.excludeCredentials = ids(options.excludeCredentials)
  } else publicKey.allowCredentials = ids(options.allowCredentials)
  return { publicKey }
}

const writeCredential = (credential) => {
  const { response } = credential
  const written = { clientDataJSON: text(response.clientDataJSON) }
  if (response.attestationObject) {
    written.attestationObject = text(response.attestationObject)
    written.transports = response.getTransports?.() ?? []
  } else {
    written.authenticatorData = text(response.authenticatorData)
    written.signature = text(response.signature)
    if (response.userHandle) written.userHandle = text(response.userHandle)
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: written
  })
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return
    event.preventDefault()
    const failed = form.querySelector('[data-passkey-failed]')
    failed.hidden = true
    try {
      const answer = await fetch(form.dataset.options, { method: 'POST', headers: { 'X-Amparo-Form': formToken } })
      // Asked to show once more who one is: the page itself says so.
      if (answer.status === 403) return location.assign(form.dataset.confirm ?? location.href)
      const { options, state } = await answer.json()
      const kind = form.dataset.passkey
      const credential = await navigator.credentials[kind](readOptions(kind, JSON.parse(options)))
      form.elements.credential.value = writeCredential(credential)
      form.elements.state.value = state
      form.submit()
    } catch {
      failed.hidden = false
    }
  })
}
