package io.vastctl.cli.watch;

/** What the guard's page has on top of {@link io.vastctl.report.ReportStyle}. */
final class WatchStyle {
    private WatchStyle() {}

    static final String CSS = """
            .path { overflow-wrap: anywhere; margin-top: 0; }
            .warning { border-left: 4px solid var(--c3); padding: .45rem .8rem; margin: .5rem 0; max-width: none; overflow-wrap: anywhere;
              background: color-mix(in srgb, var(--c3) 10%, transparent); }
            .well { border-left: 4px solid var(--good); padding: .45rem .8rem; margin: .5rem 0; }
            .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); gap: 1.2rem 2rem; }
            .cards h3 { margin: 0; font-size: .9375rem; overflow-wrap: anywhere; } .cards p { margin: .1rem 0 .3rem; font-size: .875rem; }
            .trail { display: block; width: 100%; height: 56px; background: color-mix(in srgb, var(--rule) 30%, transparent); }
            .trail path { fill: none; stroke: var(--c0); stroke-width: 1.6; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
            .trail line { stroke-width: 1; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
            .trail .warm { stroke: var(--c4); } .trail .hot { stroke: var(--c3); } .trail .critical { stroke: var(--bad); }
            .warm-text { color: var(--c4); } .hot-text { color: var(--c3); } .critical-text { color: var(--bad); font-weight: 600; }
            .budgets { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); gap: 1rem 2rem; }
            .budgets p { margin: 0 0 .25rem; } .meter { display: block; width: 100%; height: 10px; }
            .meter .all { fill: var(--rule); } .meter .used { fill: var(--c0); } .meter .tight { fill: var(--c3); }
            .decisions { list-style: none; padding: 0; } .decisions li { max-width: none; margin-bottom: .5rem; overflow-wrap: anywhere; }
            .decisions .soft { font-size: .875rem; } code { font-size: .875em; }
            """;
}
