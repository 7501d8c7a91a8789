// Loads Plotly from this site when a reader asks for an interactive figure, and draws it in the colours of the page.
(() => {
  "use strict";
  const config = { displayModeBar: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: true };
  const { bundle, guards, loading: wait, failed } = document.currentScript.dataset;
  let loading;

  const load = () => loading ??= new Promise((resolve, reject) => {
    // Parts of Plotly that are not used here look for these, and then leave their styles out.
    for (const id of guards.split(" ").filter(id => id && !document.getElementById(id)))
      document.head.append(Object.assign(document.createElement("template"), { id }));
    const script = document.createElement("script");
    script.src = bundle;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { loading = undefined; script.remove(); reject(new Error(bundle)); };
    document.head.append(script);
  });

  const colour = figure => {
    const style = getComputedStyle(document.body);
    const token = name => style.getPropertyValue(`--v-${name}`).trim();
    const axis = { gridcolor: token("rule"), linecolor: token("edge"), zerolinecolor: token("edge") };
    const { data, layout } = structuredClone(figure);
    for (const trace of data) {
      const tone = token(trace.meta.tone);
      if (trace.type === "bar") {
        const pattern = { shape: trace.meta.shape, fgcolor: tone, bgcolor: token("card"), fillmode: "replace" };
        trace.marker = { color: tone, line: { color: trace.meta.shape ? tone : token("edge"), width: 1 }, ...(trace.meta.shape && { pattern }) };
      } else trace.line.color = tone;
    }
    return [data, {
      ...layout, paper_bgcolor: token("card"), plot_bgcolor: token("card"),
      font: { family: style.fontFamily, color: token("ink"), size: 14 },
      xaxis: { ...layout.xaxis, ...axis }, yaxis: { ...layout.yaxis, ...axis },
    }];
  };

  document.querySelector("p.v-explore").hidden = false;
  for (const box of document.querySelectorAll("[data-plot]")) {
    const [button, said, plot] = ["button", "[role=status]", ".v-explore__plot"].map(one => box.querySelector(one));
    const draw = Plotly => Plotly.react(plot, ...colour(JSON.parse(box.dataset.plot)), config);
    box.hidden = false;
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-expanded") === "true") {
        plot.hidden = true;
        button.setAttribute("aria-expanded", "false");
        return;
      }
      said.textContent = wait;
      try {
        const Plotly = await load();
        plot.hidden = false;
        await draw(Plotly);
        button.setAttribute("aria-expanded", "true");
        said.textContent = "";
      } catch (error) {
        plot.hidden = true;
        said.textContent = failed;
      }
    });
    new MutationObserver(() => window.Plotly && !plot.hidden && draw(window.Plotly))
      .observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }
})();
