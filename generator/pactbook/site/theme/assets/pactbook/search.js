/* Answers what is typed into the search box. It stands where Material has a worker of its own and speaks as that does (setup 0, ready 1, query 2,
   result 3), but it reads the sections through instead of building an index of them on every page first. */
"use strict";
(() => {
  const PLACE = "../../search/sections.js";
  const PASSED = new Set(
    "a about an and any are as at be by can do does for from has have how i if in is it its may must my of on or our shall should that the their then there this to us was we what when where which who whom will with you your".split(" "),
  );
  const ALIKE = new Map(
    Object.entries({
      over: ["above", "exceed"], above: ["over"], exceed: ["above"], cap: ["limit"], maximum: ["limit"], late: ["delay"], sla: ["service level"], kpi: ["service level"],
      penalty: ["service credit"], bonus: ["earn-back"], cancel: ["terminate"], convenience: ["without cause"], gdpr: ["personal data"], salary: ["pay"], rota: ["schedule"],
    }),
  );
  const LIKE = 0.7; // what a word of the same meaning counts, next to the word itself
  const FORM = 0.95; // another form of the word
  const LONGER = 0.5; // a word that only begins so
  const TITLE = 3;
  const ABOVE = 1.5; // a word in the title of the page or of the clause that a section belongs to
  const MOST = 50; // pages shown
  const BESIDE = 8; // sections of a page
  const WIDTH = 190; // letters of an excerpt
  let rows = null;
  let average = 1;
  let vocabulary = null;
  let written = null; // every word of the site, and how often: only once a word is not found
  let loading = false;
  let asked = "";
  let answered = null;

  /* Small letters, plain spaces and hyphens; every letter stays at its place. */
  const fold = (text) => {
    const small = text.toLowerCase();
    const same = small.length === text.length ? small : text;
    return /[\u00a0\u00c0-\u024f\u2000-\u202f\u2212]/.test(same)
      ? same.replace(/[\u00a0\u2002-\u200a\u202f]/g, " ").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u00c0-\u024f]/g, (sign) => sign.normalize("NFD")[0])
      : same;
  };
  const wordy = (code) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 191;
  const digit = (code) => code >= 48 && code <= 57;

  /* A word without its English ending; always the beginning of the word. */
  const stem = (word) => {
    if (word.length < 4 || digit(word.charCodeAt(0))) return word;
    let base = word;
    if (/(?:ss|x|z|ch|sh)es$/.test(base)) base = base.slice(0, -2);
    else if (/[^aeiou]ies$/.test(base)) base = base.slice(0, -3);
    else if (/[^su]s$/.test(base)) base = base.slice(0, -1);
    const cut = /^(.*[aeiouy].*?)(?:ied|ed|ing)$/.exec(base);
    if (cut && cut[1].length > 2) base = cut[1];
    if (base.length > 6 && base.endsWith("ion")) base = base.slice(0, -3);
    if (/[^aeiou]y$/.test(base) && base.length > 3) base = base.slice(0, -1);
    else if (base.endsWith("e") && base.length > 4) base = base.slice(0, -1);
    if (/([^aeiou])\1$/.test(base) && base.length > 3) base = base.slice(0, -1);
    return base;
  };

  /* Where a word that begins here ends; a number takes its points and commas with it. */
  const endOf = (text, start) => {
    let end = start;
    const number = digit(text.charCodeAt(start));
    while (wordy(text.charCodeAt(end)) || (number && /[.,]/.test(text[end] || "") && digit(text.charCodeAt(end + 1)))) end += 1;
    return end;
  };
  const begins = (text, at) =>
    at === 0 || !(wordy(text.charCodeAt(at - 1)) || (/[.,]/.test(text[at - 1]) && digit(text.charCodeAt(at)) && digit(text.charCodeAt(at - 2))));

  /* Tells `each` of every place of a term: begin, end and how well it fits. */
  const seek = (text, term, each) => {
    if (term.loose) {
      for (const found of text.matchAll(term.loose)) each(found.index, found.index + found[0].length, FORM);
      return;
    }
    for (let at = text.indexOf(term.stem); at >= 0; at = text.indexOf(term.stem, at + 1)) {
      if (!begins(text, at)) continue;
      const end = endOf(text, at);
      const found = text.slice(at, end);
      if (found === term.word) each(at, end, 1);
      else if (found && stem(found) === term.stem) each(at, end, FORM);
      else if (term.open && found.startsWith(term.word)) each(at, end, LONGER);
    }
  };

  const term = (word) => {
    if (/[ -]/.test(word)) return { word, loose: joined(word.split(/[ -]/)) };
    return { word, stem: stem(word), open: word.length > 2 && !digit(word.charCodeAt(word.length - 1)) };
  };
  /* Words that stand side by side, with a space, a hyphen or nothing between them; the last one in any form. */
  const joined = (parts) => new RegExp(`(?<![a-z0-9])${[...parts.slice(0, -1), stem(parts[parts.length - 1])].map(escaped).join("[ -]?")}${/\d$/.test(parts[parts.length - 1]) ? "(?![0-9])" : "[a-z]*"}`, "g");
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  /* Where a term stands: by section, how often in the text, and how well it fits there and in the title. */
  const places = new Map();
  const placesOf = (one, among) => {
    const key = one.word + (one.open ? "*" : "") + (among ? "+" : "");
    if (!places.has(key)) {
      if (places.size > 60) places.clear();
      let found = scan(one, among || rows.keys());
      if (!found.size && /^[a-z]{5,}$/.test(one.word)) {
        one.loose = new RegExp(`(?<![a-z0-9])${[...one.word].join("[ -]?")}[a-z]*`, "g"); // "stepin" finds "step-in"
        found = scan(one, rows.keys());
      }
      places.set(key, { found, loose: one.loose });
    }
    const kept = places.get(key);
    one.loose = kept.loose;
    return kept.found;
  };
  /* A word that occurs nowhere, as the commonest word that is one slip of the finger away; short words are left, for those are too near each other. */
  const corrected = (one) => {
    if (!/^[a-z]{5,}$/.test(one.word) || placesOf(one).size) return one;
    if (!written) {
      written = new Map();
      rows.forEach((row) => (`${row.title_} ${row.text_}`.match(/[a-z]{4,}/g) || []).forEach((word) => written.set(word, (written.get(word) || 0) + 1)));
    }
    let best = ["", 0];
    written.forEach((often, word) => { if (often > best[1] && slipped(one.word, word)) best = [word, often]; });
    return best[0] ? term(best[0]) : one;
  };
  /* One letter wrong, too many, too few, or two of them swapped; the first one is right. */
  const slipped = (word, other) => {
    if (word[0] !== other[0] || Math.abs(word.length - other.length) > 1) return false;
    let at = 1;
    while (at < word.length && word[at] === other[at]) at += 1;
    const rests = (mine, others) => word.slice(at + mine) === other.slice(at + others);
    return rests(1, 1) || rests(1, 0) || rests(0, 1) || (word[at] === other[at + 1] && word[at + 1] === other[at] && rests(2, 2));
  };
  const scan = (one, among) => {
    const found = new Map();
    for (const place of among) {
      const row = rows[place];
      let often = 0;
      let title = 0;
      seek(row.text_, one, (_at, _end, fit) => { often += fit; });
      seek(row.title_, one, (at, end, fit) => { title = Math.max(title, fit * Math.sqrt((end - at) / row.named)); });
      if (row.key === one.word) title = Math.max(title, FORM);
      if (often || title) found.set(place, { often, title });
    }
    return found;
  };

  /* What is asked for: the terms that count, each with words of the same meaning, and the pairs of words that stand side by side. */
  const understood = (question) => {
    const words = fold(question).match(/\d[\d.,]*\d|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) || [];
    const counting = words.filter((word) => !PASSED.has(word));
    const terms = [...new Set(counting.length ? counting : words)].map(term);
    const last = terms.find((one) => one.word === words[words.length - 1]);
    if (last && !question.endsWith(" ")) last.open = true; // it is still being typed
    const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`).filter((pair) => !/^(?:an?|the|of) | (?:an?|the|of)$/.test(pair) && !pair.split(" ").every((word) => PASSED.has(word)));
    const found = terms.map(corrected).map((one) => ({ ...one, at: placesOf(one), alike: (ALIKE.get(one.word) || ALIKE.get(one.word.replace(/ies$/, "y")) || []).map(term), self: one }));
    const beside = (pair) => {
      const whole = found.filter((one) => pair.split(" ").includes(one.word)).sort((one, other) => one.at.size - other.at.size)[0];
      return placesOf(term(pair), whole && !/[^ ]-/.test(pair) && !whole.loose ? whole.at.keys() : undefined);
    };
    return { words, terms: found, pairs: pairs.map(beside) };
  };

  /* The strength of every section that any term stands in. */
  const weighed = (query) => {
    const found = new Map();
    const whole = query.terms.reduce((sum, one) => sum + (one.rare = rarity(one.at)), 0);
    for (const one of query.terms) {
      one.titles = new Map();
      for (const [at, share] of [[one.at, 1], ...one.alike.map((other) => [placesOf(other), LIKE])]) {
        for (const [place, stands] of at) {
          const row = rows[place];
          if (!found.has(place)) found.set(place, { place, strength: 0, heard: new Map() });
          const { heard } = found.get(place);
          heard.set(one, Math.max(heard.get(one) || 0, share * much(row, stands)));
          if (stands.title) one.titles.set(row, Math.max(one.titles.get(row) || 0, share * stands.title));
        }
      }
    }
    for (const hit of found.values()) {
      const row = rows[hit.place];
      let heard = 0;
      for (const one of query.terms) {
        const own = hit.heard.get(one) || 0;
        const above = Math.max(...row.above.map((other) => one.titles.get(other) || 0), 0);
        hit.strength += one.rare * (own + ABOVE * above * (above > 0.9 ? 3 : 1));
        heard += one.rare * (own ? 1 : 0.8 * Math.sqrt(above));
      }
      hit.share = whole ? heard / whole : 0;
      query.pairs.forEach((pair) => { if (pair.has(hit.place)) hit.strength += rarity(pair) * much(row, pair.get(hit.place)); });
      hit.strength *= hit.share ** 2 * row.boost * (row.bare === query.words.join(" ") ? 1.5 : 1);
    }
    return [...found.values()].filter((hit) => hit.strength > 0).sort((one, other) => other.strength - one.strength);
  };
  const rarity = (at) => Math.log(1 + (rows.length - at.size + 0.5) / (at.size + 0.5));
  const much = (row, { often, title }) => (often * 2.2) / (often + 1.2 * (0.3 + 0.7 * Math.min(3, row.text.length / average))) + TITLE * title;

  /* The places of all terms in a text, in order. */
  const marks = (text, query) => {
    const found = [];
    query.terms.forEach((one, name) => [one.self, ...one.alike].forEach((each) => seek(text, each, (at, end) => found.push({ at, end, name, rare: one.rare }))));
    return found.sort((one, other) => one.at - other.at || other.end - one.end);
  };

  /* The stretch of a text in which most of what was asked for stands together: where it begins, and how much it holds. */
  const stretch = (found) => {
    let best = { from: 0, much: 0 };
    found.forEach((first, place) => {
      const seen = new Map();
      for (let next = place; next < found.length && found[next].end - first.at <= WIDTH; next += 1) seen.set(found[next].name, found[next].rare);
      const much = [...seen.values()].reduce((sum, rare) => sum + rare, 0);
      if (much > best.much + 1e-9) best = { from: first.at, much };
    });
    return best;
  };

  const safe = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const marked = (text, found, from, to) => {
    let made = "";
    let at = from;
    for (const { at: start, end } of found) {
      if (start < at || end > to) continue;
      made += `${safe(text.slice(at, start))}<mark>${safe(text.slice(start, end))}</mark>`;
      at = end;
    }
    return made + safe(text.slice(at, to));
  };
  const excerpt = (row, query) => {
    const found = marks(row.text_, query);
    let from = Math.max(0, stretch(found).from - 50);
    if (from) from = row.text.indexOf(" ", from) + 1;
    let to = Math.min(row.text.length, from + WIDTH);
    if (to < row.text.length) to = Math.max(from, row.text.lastIndexOf(" ", to));
    return row.text ? `<p>${from ? "… " : ""}${marked(row.text, found, from, to)}${to < row.text.length ? " …" : ""}</p>` : "";
  };

  const shown = (row, score, query, heard) => ({
    location: row.location,
    title: marked(row.title, marks(row.title_, query), 0, row.title.length) + (row === row.page && row.where ? `<span class="pb-where">${safe(row.where)}</span>` : ""),
    text: excerpt(row, query),
    score,
    terms: Object.fromEntries(query.terms.filter((one) => one.word.length > 2).map((one) => [safe(one.word), !heard || heard.has(one) || row.above.some((other) => one.titles.has(other))])),
  });

  const item = (page, hits, query) => {
    const top = hits[0].strength;
    const made = hits.slice(0, BESIDE).map((hit, place) => shown(rows[hit.place], place < 3 && hit.strength > 0.75 * top ? top : hit.strength, query, hit.heard));
    if (!hits.slice(0, BESIDE).some((hit) => rows[hit.place] === page)) made.push({ ...shown(page, 0, query, null), text: "" });
    return made;
  };

  const answer = (question) => {
    const query = understood(question);
    if (!query.terms.length) return { items: [], suggest: [] };
    const hits = weighed(query);
    hits.slice(0, 80).forEach((hit) => {
      const total = query.terms.reduce((sum, one) => sum + one.rare, 0);
      hit.strength *= 1 + (total ? (0.6 * stretch(marks(rows[hit.place].text_, query)).much) / total : 0); // what stands together belongs together
    });
    hits.sort((one, other) => other.strength - one.strength);
    const full = hits.some((hit) => hit.share > 0.95);
    const grouped = new Map();
    for (const hit of hits) {
      if ((full && hit.share < 0.34) || hit.strength < 0.05 * hits[0].strength) continue;
      const { page } = rows[hit.place];
      if (!grouped.has(page)) grouped.set(page, []);
      grouped.get(page).push(hit);
    }
    return { items: [...grouped].slice(0, MOST).map(([page, found]) => item(page, found, query)), suggest: completed(query.words) };
  };

  /* The commonest word of a title that the last word may become. */
  const completed = (words) => {
    const begun = words[words.length - 1];
    if (!vocabulary) {
      vocabulary = new Map();
      rows.forEach((row) => (row.title_.match(/[a-z]{4,}/g) || []).forEach((word) => vocabulary.set(word, (vocabulary.get(word) || 0) + 1)));
    }
    let best = ["", 0];
    if (begun.length > 1) vocabulary.forEach((often, word) => { if (often > best[1] && word.startsWith(begun)) best = [word, often]; });
    return best[0] ? [best[0]] : [];
  };

  const take = (sections) => {
    let page = null;
    const byPlace = new Map();
    const byId = new Map();
    rows = sections;
    rows.forEach((row) => {
      row.title_ = fold(row.title);
      row.text_ = fold(row.text);
      const file = row.location.split("#", 1)[0];
      if (!byPlace.has(file)) byPlace.set(file, row);
      page = byPlace.get(file);
      const id = row.location.slice(file.length + 1);
      byId.set(row.location, row);
      row.key = id.split(".").pop();
      row.bare = row.title_.replace(/^(?:(?:part|schedule|annex|section) )?[\d.]+ +/, "");
      row.named = Math.max(1, row.bare.length);
      row.above = row === page ? [] : [page, byId.get(`${file}#${id.slice(0, -row.key.length - 1)}`) || page];
      row.page = page;
    });
    average = rows.reduce((sum, row) => sum + row.text.length, 1) / Math.max(1, rows.length);
  };

  const room = typeof document === "undefined" ? null : document;
  const load = () => {
    if (loading) return;
    loading = true;
    const here = new URL(PLACE, room ? room.querySelector("script[src]").src : location.href).href;
    if (!room) {
      importScripts(here);
      take(self.pactbookSections);
      return;
    }
    const script = room.createElement("script");
    script.src = here;
    script.addEventListener("load", () => {
      take(self.pactbookSections);
      reply();
    });
    room.head.append(script);
  };

  /* One answer for all that was typed since the last. */
  const reply = () => {
    if (!rows || asked === answered) return;
    answered = asked;
    self.postMessage({ type: 3, data: answer(asked) });
  };

  self.addEventListener("message", ({ data: { type, data } }) => {
    if (type === 0) self.postMessage({ type: 1 });
    if (type !== 2) return;
    asked = data.trim();
    if (!asked) {
      answered = asked;
      self.postMessage({ type: 3, data: { items: [], suggest: [] } });
      return;
    }
    load();
    setTimeout(reply);
  });
})();
