// A roll of paper has no page: before printing, the page gets as long as the receipt.

const margins = 6;
const millimetre = 96 / 25.4;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

addEventListener("beforeprint", () => {
  const receipt = document.querySelector(".receipt");
  if (!receipt) return;
  receipt.classList.add("receipt-measured");
  const height = Math.ceil(receipt.getBoundingClientRect().height / millimetre) + margins + 2;
  receipt.classList.remove("receipt-measured");
  sheet.replaceSync(`@page { size: 80mm ${height}mm; margin: ${margins / 2}mm; }`);
});
