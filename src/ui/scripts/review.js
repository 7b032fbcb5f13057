// Keys for the page of a pair: 1, 2, 3 press the answers, j and k follow the links, ? opens the help. Everything works without them.
const page = document.querySelector('[data-review-pair]')

const OFF = 'amparo-review-keys-off'

function remembered() {
  try {
    return localStorage.getItem(OFF) === 'yes'
  } catch {
    return false
  }
}

function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, 'yes')
    else localStorage.removeItem(OFF)
  } catch {
    // Without storage the choice holds for this page.
  }
}

function begin() {
  const help = page.querySelector('[data-review-help]')
  const byKey = new Map([...page.querySelectorAll('[data-key]')].map((element) => [element.dataset.key, element]))
  let off = remembered()

  // Single letters as keys must be possible to turn off (WCAG 2.2, 2.1.4): who dictates sends them by speaking.
  const turn = document.createElement('button')
  turn.type = 'button'
  turn.className = 'govuk-button govuk-button--secondary'
  page.querySelector('[data-review-switch]').append(turn)

  const show = () => {
    turn.textContent = off ? page.dataset.keysOn : page.dataset.keysOff
    for (const [key, element] of byKey) {
      if (off) element.removeAttribute('aria-keyshortcuts')
      else element.setAttribute('aria-keyshortcuts', key)
      element.querySelector('.amparo-key').hidden = off
    }
  }

  turn.addEventListener('click', () => {
    off = !off
    remember(off)
    show()
  })
  show()

  document.addEventListener('keydown', (event) => {
    // A key that is held down would decide one pair after another.
    if (off || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return
    if (event.key === '?') {
      event.preventDefault()
      help.open = !help.open
      if (help.open) help.querySelector('summary').focus()
      return
    }
    const element = byKey.get(event.key)
    if (element) {
      event.preventDefault()
      element.click()
    }
  })
}

if (page) begin()
