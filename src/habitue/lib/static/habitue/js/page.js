// What every page does. The browser gets these as one module, and so with the others that only import.
import "./dialogs.js";
import "./messages.js";
import "./trouble.js";
