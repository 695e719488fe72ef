// Elements from values. Text becomes text nodes and attributes alone, never markup: there is no innerHTML in this page.

const SVG = "http://www.w3.org/2000/svg";

function make(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const h = (tag, attributes = {}, ...children) => make(document.createElement(tag), attributes, children);

const s = (tag, attributes = {}, ...children) => make(document.createElementNS(SVG, tag), attributes, children);

// A link out of the page, or the plain text where the address is no web page: `javascript:` and the like lead nowhere.
function webLink(address, ...children) {
  let protocol = "";
  try {
    protocol = new URL(address).protocol;
  } catch {
    // no absolute address
  }
  if (protocol !== "http:" && protocol !== "https:") return null;
  return h("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, ...children);
}

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"]);

// How a text of an article is set: in its own language and direction, not in those of the page.
function setting(language) {
  if (!language) return { dir: "auto" };
  return { lang: language, dir: RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr" };
}

function announce(message) {
  document.getElementById("announcement").textContent = message;
}
