// What the server has counted as a print goes onto paper: the style sheets show there what belongs there.

document.addEventListener("print-paper", () => print());
