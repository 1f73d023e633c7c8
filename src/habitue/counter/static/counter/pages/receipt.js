import "../../habitue/js/paper.js";
import "../receipt.js";
import "../latest.js";
import "../customer_box.js";
import "../customer_form.js";
import "../send.js";
import "../keys.js";
import "../scanner.js";
