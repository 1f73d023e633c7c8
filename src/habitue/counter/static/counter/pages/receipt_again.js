import "../till.js";
import "../../habitue/js/paper.js";
import "../send.js";
import "../receipt_again.js";
import "../keys.js";
