/* pbc.js: starts the NHS components and draws the charts.
   A chart draws what the cells of its table hold, so the two cannot differ.
   With scripts off the table stands alone and nothing is missing. */

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
import(document.body.dataset.nhsuk).then((nhsuk) => nhsuk.initAll()).catch(() => {});

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--pbc-${name}`).trim();

const number = (text) => {
  const found = text.replace(/,/g, "").replace(/\u2212/g, "-").match(/[-+]?\d+(\.\d+)?/);
  return found ? Number(found[0]) : null;
};
const column = (table, name) => [...table.querySelectorAll(`td[data-col="${name}"]`)].map((cell) => number(cell.textContent));
const labels = (table) => [...table.querySelectorAll("tbody th")].map((cell) => cell.dataset.short || cell.textContent.trim());

/* The marks of an axis: in thousands or millions by the largest of them, and all with as many
   decimals as one of them needs, so that no two read the same. */
const decimals = (share) => [0, 1, 2].find((places) => Math.abs(share - share.toFixed(places)) < 1e-6) ?? 3;
const inWords = (value, values) => {
  const [unit, letter] = Math.max(...values.map(Math.abs)) >= 1e6 ? [1e6, "m"] : [1e3, "k"];
  const places = Math.max(...values.map((one) => decimals(one / unit)));
  return value === 0 ? "£0" : `${value < 0 ? "\u2212" : ""}£${(Math.abs(value) / unit).toFixed(places)}${letter}`;
};
const pounds = (value, _, marks) => inWords(value, marks.map((mark) => mark.value));
const signed = (value, _, marks) => `${value > 0 ? "+" : ""}${pounds(value, _, marks)}`;

/* The name of a line stands on it, at its last or its highest point: there is no legend. */
const names = {
  id: "names",
  afterDatasetsDraw(chart) {
    chart.data.datasets.forEach((set, i) => {
      const points = chart.getDatasetMeta(i).data.filter((_, n) => set.data[n] !== null);
      if (!set.name || !points.length) return;
      const top = points.reduce((best, point) => (point.y < best.y ? point : best), points[0]);
      const at = set.nameAtTop ? top : points[points.length - 1];
      const { ctx, chartArea } = chart;
      ctx.font = "bold 14px Arial";
      ctx.fillStyle = set.borderColor;
      const width = ctx.measureText(set.name).width;
      const x = Math.max(chartArea.left, Math.min(at.x - width / 2, chartArea.right - width));
      ctx.fillText(set.name, x, at.y + (set.nameBelow ? 22 : -12));
    });
  },
};

const line = (data, colour, more) => ({ data, borderColor: colour, backgroundColor: colour, borderWidth: 2.5, pointRadius: 4, tension: 0, spanGaps: false, ...more });
const planned = { borderDash: [6, 4], pointStyle: "rectRot", pointBackgroundColor: "#fff" };

/* Where an axis starts: a little below the lowest figure, on a round sum, never below 0. */
const start = (values) => {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = 10 ** Math.floor(Math.log10(high || 1)) / 2;
  return Math.max(0, Math.floor((low - (high - low) / 4) / step) * step);
};

const axes = (format, title, min) => ({
  x: { grid: { display: false }, ticks: { color: token("quiet"), font: { size: 14 }, maxRotation: 0, autoSkipPadding: 12 } },
  y: {
    min, grace: "10%", border: { display: false }, grid: { color: token("rule") },
    title: { display: true, text: title, color: token("quiet"), font: { size: 14 } },
    ticks: { color: token("quiet"), font: { size: 14 }, callback: format, maxTicksLimit: 7 },
  },
});

const kinds = {
  "plan-actual": (table) => {
    const [actual, plan] = [column(table, "actual"), column(table, "plan")];
    const min = start([...actual, ...plan]);
    return {
      datasets: [
        line(actual, token("actual"), { name: "Spending", nameAtTop: true, fill: { target: 1, above: token("over-wash"), below: token("under-wash") } }),
        line(plan, token("plan"), { ...planned, name: "Budget" }),
      ],
      scales: axes(pounds, min ? `£ a month (axis starts at ${inWords(min, [min])})` : "£ a month", min),
    };
  },
  lag: (table) => ({
    datasets: [
      line(column(table, "first"), token("actual"), { name: table.dataset.first, nameAtTop: true }),
      line(column(table, "second"), token("plan"), { pointStyle: "rectRot", pointRadius: 6, name: table.dataset.second, nameBelow: true }),
    ],
    scales: axes(signed, "£ over or under, a month"),
  }),
};

const draw = (box) => {
  const table = document.getElementById(box.dataset.table);
  if (!table || typeof Chart === "undefined") return;
  box.closest("figure").hidden = false;
  const made = kinds[box.dataset.chart](table);
  new Chart(box.querySelector("canvas"), {
    type: "line",
    data: { labels: labels(table), datasets: made.datasets },
    options: {
      animation: false, maintainAspectRatio: false, events: [], layout: { padding: { right: 12, top: 20 } },
      scales: made.scales, plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
    plugins: [names],
  });
};
document.querySelectorAll("[data-chart]").forEach(draw);

/* What a page keeps when its session has ended: the forms into which something was typed, or that
   carry along what was typed before, and of these their fields and labels. All else leaves the
   document, where whoever comes next to the machine could read it. */
const isTyped = (field) => {
  if (field.type === "hidden") return false;
  if (field.options) {
    const chosen = [...field.options].filter((option) => option.defaultSelected);
    return (chosen[0]?.index ?? (field.multiple ? -1 : 0)) !== field.selectedIndex || chosen.length > 1;
  }
  return field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
};
/* Hidden fields that a page has for itself; the others carry what was typed on the page before. */
const ITS_OWN = ["csrfmiddlewaretoken", "once", "next", "version", "seen", "session", "form", "uid", "twice", "login", "credential", "shown", "basis"];
const CARRIED = `input[type=hidden]:not(${ITS_OWN.map((name) => `[name=${name}]`).join(", ")}), .nhsuk-error-message`;
const isKept = (form) => form.method === "post" && (form.querySelector(CARRIED) || [...form.querySelectorAll("input, select, textarea")].some(isTyped));
const focusOn = (part) => {
  if (!part.matches("a, button, input, select, textarea")) part.tabIndex = -1;
  part.focus();
};
const cover = () => {
  const main = document.getElementById("maincontent");
  const forms = [...main.querySelectorAll("form")].filter(isKept);
  const at = forms.some((form) => form.contains(document.activeElement)) ? document.activeElement : null;
  const [from, to] = [at?.selectionStart, at?.selectionEnd];
  for (const form of forms) {
    form.querySelectorAll("button .nhsuk-u-visually-hidden").forEach((part) => part.remove());
    const walker = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
    const said = [];
    while (walker.nextNode()) said.push(walker.currentNode);
    said.filter((text) => !text.parentElement.closest("label, legend, button, option, textarea")).forEach((text) => text.remove());
  }
  const heading = document.createElement("h1");
  heading.className = "nhsuk-heading-l";
  heading.textContent = "You have been signed out";
  document.title = "Signed out \u2013 Practice-based commissioning";
  main.replaceChildren(heading, ...forms);
  main.parentElement.replaceChildren(main);
  document.querySelectorAll("header nav, header form").forEach((part) => part.remove());
  focusOn(at?.isConnected ? at : heading);
  if (typeof from === "number") at.setSelectionRange(from, to);
  return forms.length > 0;
};

/* A session that nobody uses ends. Some minutes before, the page says when, and has a button to
   stay. How long the session has, and whose it is, the site alone knows: it is asked before
   anything is said or covered, for a file that was taken away kept it awake without a word. Another
   window of the browser that shows a page says so: of the same person it keeps this one awake, and
   of another, or of nobody, it has this one ask. */
const A_WHILE = 3000; // milliseconds in which the site answers, or is not there
const among = new BroadcastChannel("whose session");
const watchSession = (bar) => {
  const [said, form, link] = [bar.querySelector("[role=status]"), bar.querySelector("form"), bar.querySelector("a")];
  const [whole, warn, whose] = [Number(bar.dataset.sessionLeft) * 1000, Number(bar.dataset.sessionWarn) * 1000, bar.dataset.sessionOf];
  const at = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const isHere = () => bar.contains(document.activeElement);
  let [ends, state, before] = [Date.now() + whole, "quiet", null];
  let [asks, answered] = [false, Promise.resolve()];
  const show = (words, button) => {
    const comesBack = !button && form.contains(document.activeElement);
    said.textContent = words;
    form.hidden = !button;
    if (comesBack) focusOn(before?.isConnected ? before : document.getElementById("maincontent"));
  };
  const become = (next, words, button) => { if (state !== next) { state = next; show(words, button); } };
  const end = () => {
    if (state === "over") return;
    const isSomethingTyped = cover();
    become("over", isSomethingTyped ? "You have been signed out. What you typed is still here: send it, sign in, and it is kept for you." : "You have been signed out, and the page is covered.", false);
    link.hidden = isSomethingTyped;
    if (!isSomethingTyped) focusOn(link);
  };
  /* The milliseconds that it has: 0 where it is over, or somebody else's; null where nobody says. */
  const ask = async (how) => {
    const answer = await fetch(form.action, { redirect: "manual", signal: AbortSignal.timeout(A_WHILE), ...how }).catch(() => null);
    if (answer && (answer.type === "opaqueredirect" || [401, 403].includes(answer.status))) return 0;
    const [left, of] = answer?.ok ? (await answer.text().catch(() => "")).split(" ") : [];
    return of ? (of === whose ? Number(left) * 1000 : 0) : null;
  };
  const askNow = async (unknown) => {
    const left = await ask({ headers: { "HX-Request": "true" } });
    if (left === 0) return end();
    if (left === null) return unknown();
    ends = Date.now() + left;
    tell();
  };
  const askFirst = (unknown) => {
    if (asks || state === "over") return;
    asks = true;
    answered = askNow(unknown).finally(() => { asks = false; });
  };
  const tell = () => {
    if (state === "over") return;
    if (ends - Date.now() <= warn) become("warned", `Nothing has been sent for a while. You will be signed out at ${at(ends)}.`, true);
    else if (state !== "stayed") become("quiet", "", false);
  };
  const look = () => {
    const left = ends - Date.now();
    if (state === "over") return;
    if (left <= 0) askFirst(end);
    else if (left <= warn && state !== "warned") askFirst(tell);
  };
  among.onmessage = ({ data }) => {
    if (data.of !== whose) return void answered.then(() => askFirst(end));
    ends = Math.max(ends, data.until);
    tell();
  };
  addEventListener("pageshow", look);
  document.addEventListener("focusin", (event) => { if (!isHere()) before = event.target; });
  among.postMessage({ of: whose, until: ends });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    /* A page that is older than a sign-in in another window has no key that is taken, and its session
       goes on all the same: asking for a page is as good. */
    const left = (await ask({ method: "POST", body: new FormData(form) })) || (await ask({}));
    if (left === null || state === "over") return look();
    if (left === 0) return end();
    ends = Math.max(ends, Date.now() + left);
    among.postMessage({ of: whose, until: ends });
    become("stayed", `You stay signed in until ${at(ends)} at least.`, false);
  });
  setInterval(look, 1000);
  look();
};
document.querySelectorAll("[data-session-left]").forEach(watchSession);
/* A page that is shown to nobody, as after signing out: the others ask whether theirs is over. */
if (document.body.hasAttribute("data-nobodys")) among.postMessage({ of: "" });
