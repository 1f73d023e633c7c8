// What every page at the till does. The pages that do more have a list of their own in pages/, which begins with this one.
import "../habitue/js/page.js";
import "../habitue/js/views.js";
import "./lock.js";
import "./keypad.js";
