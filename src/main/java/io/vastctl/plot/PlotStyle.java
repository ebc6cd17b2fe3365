package io.vastctl.plot;

/** How plots look: one style sheet for all on a page, light or dark as the reader has it. */
final class PlotStyle {
    private PlotStyle() {}

    /** Different series have different colours; after these the first comes again. */
    static final int COLOURS = 8;

    /** Colours that most colour-blind readers can tell apart, darker on white and lighter on black. */
    public static final String CSS = """
            :root { color-scheme: light dark; --paper: #ffffff; --ink: #1d2329; --soft: #5b6670; --rule: #d9dee3;
              --c0: #0067a3; --c1: #0a8a66; --c2: #b0477f; --c3: #c65102; --c4: #8a6d00; --c5: #3d95cf; --c6: #5a4fb0; --c7: #6b7680;
              --k0: #4c9f70; --k1: #c65102; --k2: #aab3bb; --k3: #d9a400; --k4: #8257a8; --k5: #3d95cf; --k6: #6b7680; --k7: #1d2329; }
            @media (prefers-color-scheme: dark) { :root { --paper: #14181c; --ink: #e6eaee; --soft: #a3adb6; --rule: #333b43;
              --c0: #5cb2ee; --c1: #3ccfa0; --c2: #ec8fc0; --c3: #ff9350; --c4: #dcc04a; --c5: #a5dafa; --c6: #aaa2f5; --c7: #a3adb6;
              --k0: #5fb886; --k1: #ff8a4a; --k2: #59636c; --k3: #e3b93a; --k4: #b490d8; --k5: #6db7e8; --k6: #a3adb6; --k7: #e6eaee; } }
            .plot { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: var(--ink); }
            .plot .start { text-anchor: start; } .plot .middle { text-anchor: middle; } .plot .end { text-anchor: end; }
            .plot .soft { fill: var(--soft); }
            .plot .grid { stroke: var(--rule); stroke-width: 1; } .plot .axis { stroke: var(--soft); stroke-width: 1; }
            .plot .whisker { stroke: var(--ink); stroke-width: 1.2; fill: none; }
            .plot .curve { fill: none; stroke-width: 2; stroke-linejoin: round; } .plot .dashed { stroke-dasharray: 5 4; stroke-width: 1.5; }
            .plot .pale { fill-opacity: .38; stroke-opacity: 1; }
            """ + colours();

    private static String colours() {
        StringBuilder css = new StringBuilder();
        for (int colour = 0; colour < COLOURS; colour++) css.append("""
                    .plot .fill%1$d { fill: var(--c%1$d); stroke: var(--c%1$d); stroke-width: 1; } .plot .stroke%1$d { stroke: var(--c%1$d); }
                    .plot .kind%1$d { fill: var(--k%1$d); }
                    """.formatted(colour));
        return css.toString();
    }

    static String fill(int colour) {
        return "fill" + Math.floorMod(colour, COLOURS);
    }

    static String stroke(int colour) {
        return "stroke" + Math.floorMod(colour, COLOURS);
    }

    static String kind(int colour) {
        return "kind" + Math.floorMod(colour, COLOURS);
    }
}
