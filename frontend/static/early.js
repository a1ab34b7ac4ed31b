// Applies this device's settings before the first paint, so that nothing flashes. The program does the rest (src/prefs.rs).
(function () {
  var root = document.documentElement;
  try {
    var get = function (key) { return localStorage.getItem("nenep." + key); };
    if (get("language")) root.lang = get("language");
    if (get("text") === "large") root.setAttribute("data-text", "large");
    if (get("theme") === "light" || get("theme") === "dark") root.setAttribute("data-theme", get("theme"));
    if (get("returning") === "1") root.setAttribute("data-returning", "");
  } catch (refused) {
    // A browser that keeps nothing shows the page as it is.
  }
})();
