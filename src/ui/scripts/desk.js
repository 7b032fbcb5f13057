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

// A job that is followed: when it is over, the page is read again and says what came of it.
for (const box of document.querySelectorAll('[data-job]')) {
  const bar = box.querySelector('progress')
  const words = box.querySelector('[data-job-words]')
  const events = new EventSource(box.dataset.job)
  events.onmessage = ({ data }) => {
    const { phase, share, over } = JSON.parse(data)
    bar.value = share
    words.textContent = phase === 'Queued' ? words.dataset.queued : words.dataset.running
    if (!over) return
    events.close()
    location.replace(location.pathname)
  }
  // A connection that breaks is taken up again by the browser; one that a busy host refused is not, and the page would wait for ever.
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.replace(location.pathname), 5000)
  }
}

// Files in pieces. A piece that does not get through is sent again, with longer and longer pauses; a file that was begun before goes on where it ended.
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const persist = async (ask) => {
  for (let attempt = 0; ; attempt++) {
    let seconds = 0
    try {
      const answer = await ask()
      if (answer.status < 500 && answer.status !== 429) return answer
      // Held back for being quick: the answer says for how long.
      seconds = Number(answer.headers.get('Retry-After')) || 0
    } catch {
      // The connection is down: it may come back.
    }
    if (attempt === 8) throw new Error('broken')
    await pause(Math.max(1000 * seconds, Math.min(500 * 2 ** attempt, 15000)))
  }
}

// What the desk does not take, with the sentences that say why.
class Refused extends Error {
  constructor(errors) {
    super('refused')
    this.errors = errors
  }
}

const refuse = async (answer) => {
  let errors = []
  try {
    errors = (await answer.json()).errors ?? []
  } catch {
    // An answer without sentences.
  }
  throw new Refused(errors)
}

// As the page itself says what is wrong: beside the field. Returns whether anything was said.
const showErrors = (form, errors) => {
  for (const old of form.querySelectorAll('.govuk-error-message')) old.remove()
  for (const group of form.querySelectorAll('.govuk-form-group--error')) group.classList.remove('govuk-form-group--error')
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
  let first
  for (const { field, text } of errors) {
    const input = form.elements[field]
    if (!input) continue
    const [message, word] = [document.createElement('p'), document.createElement('span')]
    message.className = 'govuk-error-message'
    message.id = `${field}-error`
    word.className = 'govuk-visually-hidden'
    word.textContent = form.dataset.errorWord
    message.append(word, ' ', text)
    input.closest('.govuk-form-group')?.classList.add('govuk-form-group--error')
    input.before(message)
    input.setAttribute('aria-invalid', 'true')
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== message.id)
    input.setAttribute('aria-describedby', [...described, message.id].join(' '))
    first ??= input
  }
  first?.focus()
  return first !== undefined
}

for (const form of document.querySelectorAll('form[data-upload]')) {
  const headers = { 'X-Amparo-Form': formToken, 'X-Amparo-Language': form.dataset.language }
  // Files that arrived while another one was refused: sent again, they would be there twice.
  const arrived = new Map()
  const keyOf = (file) => JSON.stringify([file.name, file.size, file.lastModified, ...['agreement', 'from', 'to'].map((field) => form.elements[field].value)])
  const sendFile = async (file, tell) => {
    const fields = new FormData(form)
    fields.delete('files')
    fields.append('name', file.name)
    fields.append('size', file.size)
    const begun = await persist(() => fetch(`${form.dataset.upload}/empezar`, { method: 'POST', headers, body: fields }))
    if (!begun.ok) await refuse(begun)
    const { id, pieces, size } = await begun.json()
    for (let number = pieces; number * size < file.size; number++) {
      tell((number * size) / file.size)
      const body = file.slice(number * size, (number + 1) * size)
      const answer = await persist(() => fetch(`${form.dataset.upload}/${id}/piezas/${number}`, { method: 'PUT', headers, body }))
      if (!answer.ok) await refuse(answer)
    }
    const done = await persist(() => fetch(`${form.dataset.upload}/${id}/completo`, { method: 'POST', headers }))
    if (!done.ok) await refuse(done)
    const { address, english } = await done.json()
    return form.dataset.language === 'en' ? english : address
  }
  form.addEventListener('submit', async (event) => {
    const files = [...form.elements.files.files]
    if (files.length === 0) return
    event.preventDefault()
    const [progress, failed] = [form.querySelector('[data-upload-progress]'), form.querySelector('[data-upload-failed]')]
    const [bar, words, button] = [progress.querySelector('progress'), progress.querySelector('[data-upload-words]'), form.querySelector('button')]
    progress.hidden = false
    failed.hidden = true
    button.disabled = true
    showErrors(form, [])
    try {
      let last = ''
      for (const [place, file] of files.entries()) {
        const tell = (share) => {
          bar.value = (place + share) / files.length
          words.textContent = words.dataset.template.replace('{place}', place + 1).replace('{all}', files.length)
        }
        tell(0)
        const key = keyOf(file)
        last = arrived.get(key) ?? (await sendFile(file, tell))
        arrived.set(key, last)
      }
      location.assign(files.length === 1 ? last : form.dataset.after)
    } catch (error) {
      progress.hidden = true
      button.disabled = false
      failed.hidden = showErrors(form, error.errors ?? [])
      const received = document.querySelector('[data-upload-received]')
      const names = files.filter((file) => arrived.has(keyOf(file))).map((file) => file.name)
      received.hidden = names.length === 0
      received.textContent = names.length === 0 ? '' : received.dataset.template.replace('{names}', () => names.join(', '))
    }
  })
}
