// What every page at the till does besides.
import "../habitue/js/views.js";
import "./lock.js";
