"use strict";
const filters = document.querySelector(".filters");
const levels = [...filters.querySelectorAll("input[type=checkbox]")];
const rule = filters.querySelector("select");
const words = filters.querySelector("input[type=search]");
const told = filters.querySelector("output");
const sections = [...document.querySelectorAll(".source")];
const findings = [...document.querySelectorAll(".finding")];
const texts = new Map();

function textOf(finding) {
  if (!texts.has(finding)) texts.set(finding, finding.textContent.toLowerCase());
  return texts.get(finding);
}

function filter() {
  const wanted = new Set(levels.filter((box) => box.checked).map((box) => box.value));
  const sought = words.value.trim().toLowerCase();
  let shown = 0;
  for (const finding of findings) {
    finding.hidden = !wanted.has(finding.dataset.level) ||
      (rule.value !== "" && finding.dataset.rule !== rule.value) ||
      (sought !== "" && !textOf(finding).includes(sought));
    if (!finding.hidden) shown += 1;
  }
  const all = shown === findings.length;
  for (const section of sections) {
    section.hidden = !all && !section.querySelector(".finding:not([hidden])");
  }
  told.textContent = `${shown} of ${findings.length} shown`;
}

function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

filters.hidden = false;
filters.addEventListener("input", filter);
addEventListener("hashchange", reveal);
filter();
reveal();
