// What axe finds on a page as it is shown now; `window.looks` is what was seen so far in this document.

const looks = (window.looks ??= { passed: new WeakMap() });

const withText = element =>
  element.matches("input, select, textarea") ||
  [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());

/** How an element is painted: in its colour and size, on all that lies behind it. */
function paintOf(element, known) {
  let paint = known.get(element);
  if (paint === undefined) {
    const is = getComputedStyle(element);
    const own = [is.color, is.backgroundColor, is.backgroundImage, is.opacity, is.filter, is.fontSize, is.fontWeight, is.textShadow];
    const behind = element.parentElement ? paintOf(element.parentElement, known) : "";
    paint = [...own, is.position, is.zIndex, behind].join("|");
    known.set(element, paint);
  }
  return paint;
}

/** What is still on its way is where it goes: a page that is not painted would keep whoever waits for it for ever. */
looks.settle = () => {
  for (const passing of document.getAnimations())
    if (passing.effect.getComputedTiming().endTime !== Infinity) passing.finish();
};

const told = violations =>
  violations.map(({ id, help, nodes }) =>
    `${id}: ${help}\n` + nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join("\n"));

/** Contrast takes axe longer than all else together: what has passed is left out as long as it is painted the same. */
looks.contrast = async () => {
  const known = new Map();
  const anew = [...document.body.querySelectorAll("*")].filter(element =>
    withText(element) && element.checkVisibility({ visibilityProperty: true }) &&
    !looks.passed.get(element)?.has(paintOf(element, known)));
  if (!anew.length) return [];
  const { violations, passes } = await axe.run({ include: anew }, {
    runOnly: ["color-contrast"], resultTypes: ["violations", "passes"], elementRef: true, selectors: false,
  });
  for (const { element } of passes.flatMap(rule => rule.nodes)) {
    if (!looks.passed.has(element)) looks.passed.set(element, new Set());
    looks.passed.get(element).add(paintOf(element, known));
  }
  return told(violations);
};

looks.allElse = async () => {
  const { violations } = await axe.run({ rules: { "color-contrast": { enabled: false } }, resultTypes: ["violations"] });
  return told(violations);
};
