package io.vastctl.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the documentation without running it. {@link DocsIT} runs it. */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
    private static final int SCREENS = 100;

    @Test
    void everyBlockHasAKindOfTheTable() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path file : Page.all())
            for (Fence fence : Page.read(file).fences())
                if (!fence.known()) unknown.add(file + ":" + fence.line() + ": \"" + fence.kind() + "\"");

        assertThat(unknown).isEmpty();
    }

    @Test
    void wordsBehindAKindAreOnesThatTheTestsUnderstand() throws IOException {
        List<String> odd = new ArrayList<>();
        for (Path file : Page.all())
            for (Fence fence : Page.read(file).fences())
                if (!fence.words().isEmpty()
                        && !fence.stays()
                        && fence.reasonNotToRun().isEmpty()) odd.add(file + ":" + fence.line() + ": " + fence.words());

        assertThat(odd).isEmpty();
    }

    @Test
    void noLinkAndNoAnchorIsDead() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path file : Page.all())
            for (String link : links(file)) {
                Path target = target(file, link);
                if (!Files.exists(target)) dead.add(file + ": " + link);
                else if (link.contains("#") && !anchors(target).contains(link.substring(link.indexOf('#') + 1)))
                    dead.add(file + ": no heading for " + link);
            }

        assertThat(dead).isEmpty();
    }

    @Test
    void everyPageCanBeReachedFromTheIndex() throws IOException {
        Set<Path> reached = new TreeSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(Path.of("docs/README.md")));
        while (!next.isEmpty()) {
            Path page = next.pop();
            if (!reached.add(page)) continue;
            for (String link : links(page)) {
                Path target = target(page, link);
                if (target.toString().endsWith(".md") && Files.exists(target)) next.add(target);
            }
        }

        assertThat(reached).containsAll(Page.all());
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(SCREENS);
    }

    @Test
    void theArchitectureNamesEachPackageAndNoOther() throws IOException {
        String page = Files.readString(Path.of("docs/architecture.md"));
        String packages = page.substring(page.indexOf("| package |"), page.indexOf("## The life of a rental"));
        Set<String> named = new TreeSet<>();
        Matcher row = ROW.matcher(packages.substring(0, packages.indexOf("Where the three things")));
        while (row.find()) {
            Matcher name = NAME.matcher(row.group(1));
            while (name.find()) named.add(name.group(1));
        }
        named.remove("io.vastctl");

        assertThat(named).isEqualTo(packages());
    }

    private static Set<String> packages() throws IOException {
        Path root = Path.of("src/main/java/io/vastctl");
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.getFileName().toString().equals("package-info.java"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .forEach(packages::add);
        }
        return packages;
    }

    /** The relative links outside of blocks. */
    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        boolean block = false;
        for (String line : Files.readAllLines(page)) {
            if (line.strip().startsWith("```")) block = !block;
            Matcher link = LINK.matcher(line);
            while (!block && link.find()) if (!link.group(1).matches("[a-z]+:.*")) links.add(link.group(1));
        }
        return links;
    }

    private static Path target(Path page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    /** As GitHub makes them of headings: small letters, blanks as dashes, no other signs. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new TreeSet<>();
        if (!page.toString().endsWith(".md")) return anchors;
        boolean block = false;
        for (String line : Files.readAllLines(page)) {
            if (line.strip().startsWith("```")) block = !block;
            if (block || !line.startsWith("#")) continue;
            String heading = line.replaceFirst("^#+ +", "").toLowerCase(Locale.ROOT);
            anchors.add(heading.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'));
        }
        return anchors;
    }
}
