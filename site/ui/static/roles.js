// The home page: which role a reader has opened stays open, in this browser.
"use strict";
(() => {
  const key = "yanxi-role";
  const roles = document.querySelectorAll(".roles details");
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // the browser keeps nothing: each visit begins anew
    }
  };
  const chosen = kept();
  for (const role of roles) {
    if (role.dataset.role === chosen) role.open = true;
    role.addEventListener("toggle", () => {
      try {
        if (role.open) localStorage.setItem(key, role.dataset.role);
        else if (kept() === role.dataset.role) localStorage.removeItem(key);
      } catch {
        // as above
      }
    });
  }
})();
