/**
 * The page's only script, an enhancement: a box that hides checks without the words typed, and opens everything that is
 * folded before printing. Without it the page is complete.
 */
export const filterScript = `
const box = document.getElementById('filter')
const status = document.getElementById('filter-status')
const checks = [...document.querySelectorAll('[data-check]')]
const folds = [...document.querySelectorAll('details')]
box.closest('form').hidden = false
box.closest('form').addEventListener('submit', (event) => event.preventDefault())
box.addEventListener('input', () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean)
  let shown = 0
  for (const check of checks) {
    const text = check.textContent.toLowerCase()
    check.hidden = !words.every((word) => text.includes(word))
    if (!check.hidden) shown++
  }
  for (const fold of folds) {
    if (words.length > 0 && fold.querySelector('[data-check]:not([hidden])')) fold.open = true
  }
  status.textContent = words.length > 0 ? shown + ' of ' + checks.length + ' checks' : ''
})
addEventListener('beforeprint', () => folds.forEach((fold) => (fold.open = true)))
`
