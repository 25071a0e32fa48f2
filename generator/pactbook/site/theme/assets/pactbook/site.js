/* Definitions beside the text, and keys for what Material leaves to the pointer. Without this file a defined term is a link. */
"use strict";
(() => {
  const BLOCKS = "li, dd, tr, p, section";
  const GAP = 8;
  let box = null;
  let opener = null;

  const definitionOf = (link) => {
    const address = new URL(link.href, location.href);
    if (address.pathname !== location.pathname || address.hash.length < 2) return null;
    const target = document.getElementById(decodeURIComponent(address.hash.slice(1)));
    if (!target) return null;
    let block = target.closest(BLOCKS) || target;
    if (target.tagName === "DT" && target.nextElementSibling) block = target.nextElementSibling;
    const copy = block.cloneNode(true);
    copy.querySelectorAll(".headerlink, .footnote-ref").forEach((mark) => mark.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };

  const close = (back) => {
    if (!box) return;
    box.remove();
    opener.removeAttribute("aria-expanded");
    opener.removeAttribute("aria-controls");
    if (back) opener.focus();
    box = opener = null;
  };

  const place = () => {
    const at = opener.getClientRects()[0] || opener.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(at.left, width - box.offsetWidth - GAP));
    const fitsBelow = at.bottom + GAP + box.offsetHeight < innerHeight;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(fitsBelow ? at.bottom + GAP : Math.max(at.top - box.offsetHeight - GAP, GAP)) + scrollY}px`;
  };

  const open = (link, text) => {
    close(false);
    opener = link;
    box = document.createElement("div");
    box.className = "pb-popover md-typeset";
    box.id = "pb-popover";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `Definition of ${link.textContent}`);
    box.tabIndex = -1;
    const words = document.createElement("p");
    words.textContent = text;
    const more = document.createElement("a");
    more.href = link.href;
    more.textContent = "Go to the definition";
    more.addEventListener("click", () => close(false));
    const shut = document.createElement("button");
    shut.type = "button";
    shut.textContent = "Close";
    shut.addEventListener("click", () => close(true));
    const foot = document.createElement("p");
    foot.className = "pb-popover__foot";
    foot.append(more, shut);
    box.append(words, foot);
    document.body.append(box);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", box.id);
    place();
    box.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a.pb-term") : null;
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      const text = definitionOf(link);
      if (text) {
        event.preventDefault();
        event.stopPropagation();
        if (link === opener) close(true);
        else open(link, text);
        return;
      }
    }
    if (box && !box.contains(event.target)) close(false);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box) {
      event.stopPropagation();
      close(true);
    }
    if (event.key === "Tab" && box && !event.shiftKey && document.activeElement === box.querySelector("button")) close(true);
    if (event.key === "Tab" && box && event.shiftKey && document.activeElement === box) close(true);
    if (event.key === " " && event.target.matches("label[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  }, true);

  /* What scrolls sideways can be reached and scrolled with the keyboard; what does not is no stop on the way. */
  const SCROLLS = ".pb-table, .md-typeset__scrollwrap, .pb-body pre > code, .pb-body pre";
  const reach = () => document.querySelectorAll(SCROLLS).forEach((part) => {
    if (part.scrollWidth > part.clientWidth && getComputedStyle(part).overflowX !== "visible") {
      part.tabIndex = 0;
      part.setAttribute("role", "region");
      part.setAttribute("aria-label", "Scrolls sideways");
    } else if (part.getAttribute("aria-label") === "Scrolls sideways") {
      ["tabindex", "role", "aria-label"].forEach((name) => part.removeAttribute(name));
    }
  });
  addEventListener("load", reach);
  addEventListener("resize", () => {
    close(false);
    reach();
  });
  /* Material's script answers keys alone; words are also pasted, dropped, dictated, suggested and cleared away. */
  document.querySelectorAll(".md-search__input").forEach((input) => {
    const tell = () => input.dispatchEvent(new Event("keyup"));
    input.addEventListener("input", tell);
    if (input.form) input.form.addEventListener("reset", () => setTimeout(tell));
  });
  document.querySelectorAll(".md-search").forEach((search) => search.setAttribute("aria-label", "Search"));
  document.querySelectorAll(".md-search__icon").forEach((icon) => icon.tagName === "LABEL" && icon.setAttribute("aria-label", "Open or close search"));
  document.querySelectorAll(".md-header label:not(.md-search__overlay)").forEach((label) => {
    label.tabIndex = 0;
    label.setAttribute("role", "button");
    const option = document.getElementById(label.htmlFor);
    if (option && option.matches(".md-option")) option.tabIndex = -1;
    if (!label.hasAttribute("aria-label") && label.title) label.setAttribute("aria-label", label.title);
  });
})();
