package io.vastctl.report;

import io.vastctl.outcome.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What these pages have on top of {@link io.vastctl.plot.Page}; on paper, light whatever the screen has. */
public final class ReportStyle {
    private ReportStyle() {}

    public static final String CSS = """
            :root { --p0: #8a939b; --p1: #0067a3; --p2: #3d95cf; --p3: #5a4fb0; --p4: #b0477f; --p5: #0a8a66; --p6: #8a6d00;
              --p7: #c65102; --p8: #7a4b2a; --p9: #5fae3c; --good: #1d7a45; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --p0: #8e98a1; --p1: #5cb2ee; --p2: #a5dafa; --p3: #aaa2f5; --p4: #ec8fc0;
              --p5: #3ccfa0; --p6: #dcc04a; --p7: #ff9350; --p8: #c79a78; --p9: #9bdc7a; --good: #6fcf97; --bad: #ff8a80; } }
            h3 { font-size: 1rem; margin: 1.6rem 0 .2rem; } h3 + p { margin-top: 0; }
            .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .8rem 1.5rem; margin: 1.2rem 0; padding: 0; }
            .facts div { border-top: 2px solid var(--rule); padding-top: .4rem; } .facts dt { color: var(--soft); font-size: .875rem; }
            .facts dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; } .facts .small dd { font-size: 1rem; }
            .attempts { list-style: none; margin: .3rem 18px 0 0; padding: 0; } .attempts li { max-width: none; margin-bottom: .3rem; }
            .attempts p { margin: 0; font-size: .875rem; max-width: none; overflow-wrap: anywhere; }
            .bar { display: block; overflow: visible; } .axis { width: calc(100% - 18px); margin-bottom: .8rem; font: 11px system-ui, sans-serif; fill: var(--soft); }
            .axis .middle { text-anchor: middle; } .lane, .rule { fill: var(--rule); } .rest { fill: var(--soft); opacity: .55; }
            .mark { fill: none; stroke-width: 2.2; stroke-linecap: round; } .mark.ready { stroke: var(--good); } .mark.failed { stroke: var(--bad); }
            .mark.stopped, .mark.gone { stroke: var(--soft); } p.failed { color: var(--bad); } p.gone, p.stopped { color: var(--soft); }
            .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; font-size: .8125rem; } .legend svg { vertical-align: -1px; }
            th, td { padding: .35rem 1.1rem .35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; text-align: left; }
            th { color: var(--soft); font-weight: 600; } tbody th { color: var(--ink); }
            .number { text-align: right; white-space: nowrap; } .word { white-space: nowrap; } .prose { min-width: 15rem; overflow-wrap: anywhere; }
            .noted th, .noted td { border-bottom: 0; padding-bottom: 0; } .note { color: var(--soft); padding-top: .1rem; }
            .note div { position: sticky; left: 0; width: fit-content; max-width: min(60rem, calc(100vw - 3rem)); overflow-wrap: anywhere; }
            thead .number { white-space: normal; } .wide:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--c0); outline-offset: 2px; }
            a { color: var(--c0); } summary { cursor: pointer; font-size: .875rem; } details { margin: .3rem 0 .6rem; }
            pre { font-size: .8125rem; line-height: 1.45; max-height: 30rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; }
            """ + phases() + """
            @media print { :root { color-scheme: light; --paper: #ffffff; --ink: #1d2329; --soft: #5b6670; --rule: #d9dee3; --c0: #0067a3;
                --c3: #c65102; --p0: #8a939b; --p1: #0067a3; --p2: #3d95cf; --p3: #5a4fb0; --p4: #b0477f; --p5: #0a8a66; --p6: #8a6d00; --p7: #c65102;
                --p8: #7a4b2a; --p9: #5fae3c; --good: #1d7a45; --bad: #b3261e; }
              body { font-size: 11pt; padding: 0; max-width: none; } h2, h3 { break-after: avoid; } section.run, .attempts li, figure, tr { break-inside: avoid; }
              .wide { overflow: visible; } table { font-size: 8pt; } th, td { padding-right: .5rem; } .word, .number { white-space: normal; } .prose { min-width: 0; }
              pre { max-height: none; } details:not([open]) { display: none; } }
            """;

    /** The class that gives a mark the colour of its phase. */
    static String of(Phase phase) {
        return "p" + List.of(Phase.values()).indexOf(phase);
    }

    private static String phases() {
        return Arrays.stream(Phase.values())
                .map(phase -> ".%1$s { fill: var(--%1$s); }%n".formatted(of(phase)))
                .collect(Collectors.joining());
    }
}
