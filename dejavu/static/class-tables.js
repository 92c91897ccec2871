/* Results of a class as elements of the page: a table that a keyboard can scroll. */
window.dejavuTables = (() => {
  "use strict";

  function element(tag, ...inner) {
    const made = document.createElement(tag);
    made.append(...inner);
    return made;
  }

  function table(caption, head, rows) {
    const made = element("table", element("caption", caption));
    made.append(element("thead", element("tr", ...head.map((one) => Object.assign(element("th", one), { scope: "col" })))));
    made.append(element("tbody", ...rows.map((row) => element("tr", ...row.map((one) => element("td", one))))));
    const box = element("div", made);
    Object.assign(box, { className: "table-scroll", tabIndex: 0, role: "group", ariaLabel: caption });
    return box;
  }

  return { element, table };
})();
