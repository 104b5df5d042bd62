(function () {
  "use strict";
  var root = document.documentElement;
  var toast = document.getElementById("toast");
  var said = {
    copied: { zh: "已复制", en: "Copied" },
    marked: { zh: "已选中，请按 Ctrl+C 复制", en: "Selected: press Ctrl+C to copy" }
  };

  function speak(lang) {
    root.dataset.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    var button = document.getElementById("lang");
    button.textContent = lang === "zh" ? "EN" : "中文";
    button.lang = lang === "zh" ? "en" : "zh-CN";
    button.setAttribute("aria-label", lang === "zh" ? "Switch to English" : "换成中文");
  }

  function dark() {
    var theme = root.dataset.theme;
    return theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  }

  function tell(what, button) {
    toast.textContent = said[what][root.dataset.lang];
    toast.classList.add("shown");
    button.classList.add("done");
    setTimeout(function () {
      toast.classList.remove("shown");
      button.classList.remove("done");
    }, 1600);
  }

  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /* Opened from a file, some browsers have no clipboard for pages: then the text is selected and copied the old way. */
  function fallback(node, text, button) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "offscreen";
    document.body.appendChild(area);
    area.select();
    var worked = false;
    try {
      worked = document.execCommand("copy");
    } catch (error) {
      worked = false;
    }
    area.remove();
    if (!worked) {
      select(node);
    }
    button.focus();
    tell(worked ? "copied" : "marked", button);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) {
      return;
    }
    if (button.id === "lang") {
      speak(root.dataset.lang === "zh" ? "en" : "zh");
    } else if (button.id === "theme") {
      root.dataset.theme = dark() ? "light" : "dark";
    } else if (button.dataset.copy) {
      var node = document.getElementById(button.dataset.copy);
      var text = node.textContent;
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(text).then(
          function () { tell("copied", button); },
          function () { fallback(node, text, button); }
        );
      } else {
        fallback(node, text, button);
      }
    }
  });

  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (fold) { fold.open = true; });
  });

  speak(root.dataset.lang);
})();
