package io.vastctl.plot;

/** The frame of every page we write: whole in one file, without scripts, light or dark as the reader has it, and on paper. */
public final class Page {
    private Page() {}

    private static final String STYLE = """
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 1180px; padding: 1.2rem 16px 3rem; background: var(--paper); color: var(--ink);
              font: 16px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.6rem; line-height: 1.25; margin: .4rem 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; }
            p, li, figcaption { max-width: 75ch; } .soft, figcaption { color: var(--soft); }
            .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); gap: 2rem 2.5rem; margin-top: 1.5rem; }
            figure { margin: 0; min-width: 0; } figure h2 { margin-top: 0; } figcaption { font-size: .875rem; margin-bottom: .8rem; }
            .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
            pre { overflow-x: auto; border: 1px solid var(--rule); border-radius: 4px; padding: .7rem .9rem; }
            """;

    /**
     * A whole HTML document.
     *
     * @param title plain text
     * @param style CSS of this page, after what all pages have
     * @param body markup, everything in it escaped already
     */
    public static String of(String title, String style, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<title>" + Markup.escape(title) + "</title>\n<style>\n" + PlotStyle.CSS + STYLE + style
                + "</style>\n</head>\n<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n";
    }
}
