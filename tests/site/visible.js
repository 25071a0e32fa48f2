() => {
  /* What a reader sees in title and body of an agreement: each word with its place, and what draws words that stand in no element. */
  const words = [], faults = []
  const roots = [document.querySelector(".pb-head h1"), document.querySelector(".pb-body")]
  if (document.querySelectorAll(".pb-body").length !== 1) faults.push("bodies")
  for (const child of document.querySelector("article").childNodes) {
    if (child.nodeType === 3 && child.data.trim()) faults.push("bare " + child.data)
    if (child.nodeType === 1 && !/pb-/.test(child.className)) faults.push("beside " + child.textContent)
  }
  const colour = text => (text.match(/[\d.]+/g) || []).map(Number)
  const close = (one, other) => one.slice(0, 3).every((part, at) => Math.abs(part - other[at]) < 24)
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const found = colour(getComputedStyle(each).backgroundColor)
      if (found.length === 3 || found[3] > 0.5) return found
    }
    return [255, 255, 255]
  }
  const hidden = element => {
    const own = getComputedStyle(element)
    if (own.visibility !== "visible" || parseFloat(own.fontSize) < 4) return true
    const ink = colour(own.webkitTextFillColor)
    if (ink[3] === 0 || close(ink, ground(element))) return true
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each)
      if (parseFloat(style.opacity) < 0.2 || style.clipPath !== "none" || style.filter !== "none" || style.contentVisibility === "hidden") return true
      if (style.maskImage !== "none" || (style.clip !== "auto" && style.position === "absolute")) return true
      if (style.overflowX === "hidden" && (each.offsetWidth === 0 || each.offsetHeight === 0)) return true
      if (style.textIndent.startsWith("-")) return true
    }
    return false
  }
  /* The numbers that a browser draws before the items that a text node is the first of. */
  const numbers = (element, node) => {
    const found = []
    for (let item = element.closest("li"); item && first(item) === node; item = item.parentElement.closest("li")) {
      const list = item.parentElement
      if (list.tagName !== "OL") continue
      const style = getComputedStyle(item)
      if (style.listStyleType !== "decimal") faults.push("numbers " + style.listStyleType)
      if (style.counterIncrement !== "none" || getComputedStyle(list).counterIncrement !== "none" || list.reversed) faults.push("counted otherwise")
      let value = list.start
      for (const each of list.children) {
        if (each.hasAttribute("value")) value = each.value
        if (each === item) break
        value++
      }
      found.unshift(value + ". ")
    }
    return found.join("")
  }
  const first = item => {
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (walker.currentNode.data.trim()) return walker.currentNode
  }
  let last = -1e9, before
  const range = document.createRange()
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node; (node = walker.nextNode()); ) {
      const element = node.parentElement
      if (!node.data.trim() || element.classList.contains("headerlink")) continue
      range.selectNodeContents(node)
      range.getBoundingClientRect().height && scrollTo(0, scrollY + range.getBoundingClientRect().top - 450)
      const at = [...range.getClientRects()].filter(rect => rect.width > 0 && rect.height > 0)[0]
      if (!at || hidden(element)) continue
      const x = at.left + Math.min(at.width / 2, 6), y = at.top + at.height / 2
      const top = document.elementFromPoint(x, y)
      if (!top || !(top.contains(element) || element.contains(top)) || top.contains(roots[1]) && top !== roots[1] && !top.closest("article")) continue
      if (top !== element && !element.contains(top) && top.contains(element) && getComputedStyle(top).position === "fixed") continue
      if (scrollY + at.top < last - 12) faults.push("moved " + node.data.trim())
      last = scrollY + at.top
      const style = getComputedStyle(element)
      const said = style.textTransform === "uppercase" ? node.data.toUpperCase() : node.data
      if (style.direction === "rtl") faults.push("direction " + node.data.trim())
      if (parseFloat(style.letterSpacing) < -3) faults.push("letters " + node.data.trim())
      if (parseFloat(style.lineHeight) < 6) faults.push("lines " + node.data.trim())
      for (let each = element; each !== root.parentElement; each = each.parentElement) {
        if (getComputedStyle(each).textDecorationLine.includes("line-through")) faults.push("struck " + said.trim())
      }
      const block = element.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, div, pre")
      if (block !== before) words.push(" ", numbers(element, node))
      before = block
      words.push(said)
    }
    for (const element of [root, ...root.querySelectorAll("*")]) {
      if (element.classList.contains("headerlink")) continue
      for (const part of ["::before", "::after", "::marker"]) {
        const style = getComputedStyle(element, part)
        if (!["none", "normal", '""', ""].includes(style.content)) faults.push(part + " " + style.content)
        if (part !== "::marker" && style.content === '""' && ["fixed", "absolute"].includes(style.position)) faults.push(part + " lies over the page")
      }
      if (["INPUT", "IFRAME", "IMG", "svg", "DETAILS"].includes(element.tagName)) faults.push(element.tagName)
    }
  }
  return { words: words.join("").split(/\s+/).filter(Boolean), faults }
}
