"""How many attacks reached each step of justice, and who was convicted: those who carried it out, or who ordered it."""

from __future__ import annotations

from generator.pages.charts import make_stack
from generator.pages.drawings import BarView, Drawing, link_definitions
from generator.pages.figure_rows import make_bar, make_figure_table, name_figure, trace_rows
from generator.pages.legends import KeyView
from generator.pages.plots import Series, make_bars_plot
from generator.pages.traces import Tracer
from generator.pages.values import count_all

STAGES = "stage_reached"
PARTS = "conviction_by_part"


def make_stages(tracer: Tracer) -> Drawing:
    """How many attacks reached each step, and a bar of their own for those without any step on record."""
    scene, words = tracer.scene, tracer.scene.words
    figures = scene.findings.statistics.select(STAGES)
    indicator = scene.findings.indicators[STAGES]
    total = count_all(figures[0], indicator) if figures else 0
    unknown = figures[0].unknown or 0 if figures else 0
    names = [*(name_figure(figure, scene) for figure in figures), words.get("impunity.no_step")]
    reached = [figure.numerator or 0 for figure in figures]
    bars = [
        BarView(name, "", make_stack([("ink", number)], total), words.number(number))
        for name, number in zip(names, reached, strict=False)
    ]
    bars.append(BarView(names[-1], "", make_stack([("na", unknown)], total), words.number(unknown)))
    series = [
        Series(words.get("impunity.reached"), "ink", (*reached, 0)),
        Series(words.get("impunity.no_step"), "na", (*(0 for _ in reached), unknown)),
    ]
    return Drawing(
        id="etapas",
        title=words.plain(indicator.label),
        text=words.get("impunity.stages_text", total=words.number(total)),
        alternative=", ".join(f"{bar.label}: {bar.total}" for bar in bars),
        keys=(
            KeyView("ink", words.get("impunity.reached")),
            KeyView("na", words.get("impunity.no_step"), words.number(unknown)),
        ),
        bars=tuple(bars),
        tables=(make_figure_table(scene, figures),),
        notes=(words.plain(indicator.limits),),
        definitions=link_definitions(scene, tracer.path, STAGES),
        traces=tuple(trace_rows(tracer, figures)),
        plot=make_bars_plot(names, series),
    )


def make_split(tracer: Tracer) -> Drawing:
    """Convictions of those who carried it out, and apart of those who ordered it."""
    scene, words = tracer.scene, tracer.scene.words
    figures = scene.findings.statistics.select(PARTS)
    indicator = scene.findings.indicators[PARTS]
    textures = (("yes", "impunity.convicted"), ("no", "impunity.not_convicted"), ("na", "chart.not_known"))
    amounts = [(f.numerator or 0, (f.denominator or 0) - (f.numerator or 0), f.unknown or 0) for f in figures]
    names = [name_figure(figure, scene) for figure in figures]
    bars = [
        make_bar(name, list(zip((texture for texture, _ in textures), parts, strict=True)), words)
        for name, parts in zip(names, amounts, strict=True)
    ]
    series = [
        Series(words.get(key), texture, tuple(parts[index] for parts in amounts))
        for index, (texture, key) in enumerate(textures)
    ]
    return Drawing(
        id="participacion",
        title=words.plain(indicator.label),
        text=words.plain(indicator.definition),
        alternative=", ".join(
            words.get("impunity.of", name=name, part=words.number(parts[0]), whole=words.number(sum(parts)))
            for name, parts in zip(names, amounts, strict=True)
        ),
        keys=tuple(KeyView(texture, words.get(key)) for texture, key in textures),
        bars=tuple(bars),
        tables=(make_figure_table(scene, figures),),
        notes=(words.plain(indicator.limits), words.plain(indicator.unknowns)),
        definitions=link_definitions(scene, tracer.path, PARTS),
        traces=tuple(trace_rows(tracer, figures)),
        plot=make_bars_plot(names, series),
    )
