package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.text.XmlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class ReportsOfRunsTest {

    /** Jenkins' junit-10.xsd: what may stand in what. */
    private static final Map<String, Set<String>> CHILDREN = Map.of(
            "testsuites", Set.of("testsuite"),
            "testsuite", Set.of("properties", "testcase", "system-out", "system-err"),
            "properties", Set.of("property"),
            "property", Set.of(),
            "testcase", Set.of("skipped", "error", "failure", "system-out", "system-err"),
            "failure", Set.of(),
            "error", Set.of(),
            "skipped", Set.of(),
            "system-out", Set.of());

    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "testsuites", Set.of(),
            "testsuite", Set.of("name", "tests", "failures", "errors", "skipped", "time", "timestamp"),
            "properties", Set.of(),
            "property", Set.of("name", "value"),
            "testcase", Set.of("classname", "name", "time"),
            "failure", Set.of("message", "type"),
            "error", Set.of("message", "type"),
            "skipped", Set.of("message"),
            "system-out", Set.of());

    @TempDir
    Path home;

    private Shell shell;
    private Path junit;
    private Path json;

    @BeforeEach
    void open() {
        shell = new Shell(home);
        junit = home.resolve("run.xml");
        json = home.resolve("run.json");
    }

    @Test
    void aSuccessIsASuiteWithoutFailures() throws Exception {
        shell.simulate("--report", "junit=" + junit, "--report", "json", json.toString(), "--quiet")
                .exits(0);

        Element suite = suite();
        assertThat(suite.getAttribute("name")).isEqualTo("vastctl.test");
        assertThat(suite.getAttribute("failures") + suite.getAttribute("errors"))
                .isEqualTo("00");
        assertThat(names(suite)).contains("IMAGE_PULL", "cleanup", "run");
        JsonNode run = new ObjectMapper().readTree(Files.readString(json));
        assertThat(run.path("schema").asText()).isEqualTo("vastctl.run/1");
        assertThat(run.path("endpoint").has("apiKey")).isFalse();
        assertThat(mostTimesAreAboveZero(suite)).isTrue();
    }

    @Test
    void aFailedRunNamesPhaseSignatureAndEvidence() throws Exception {
        shell.simulate("--model", "no-such-org/x", "--seed", "3", "--report", "junit=" + junit)
                .exits(5);

        Element suite = suite();
        NodeList failures = suite.getElementsByTagName("failure");
        assertThat(failures.getLength()).isGreaterThanOrEqualTo(2);
        Element first = (Element) failures.item(0);
        assertThat(first.getAttribute("type")).isEqualTo("WORKLOAD_FATAL");
        assertThat(first.getAttribute("message")).isEqualTo("hf-404");
        assertThat(first.getTextContent()).contains("404 Client Error");
    }

    @Test
    void aMachineThatFailedBeforeASuccessDoesNotTurnTheSuiteRed() throws Exception {
        for (int seed = 1; seed <= 12; seed++) {
            Ran ran = shell.simulate(
                    "--simulate=hostile", "--seed", String.valueOf(seed), "--report", "junit=" + junit, "-o", "json");
            Element suite = suite();
            boolean green = (suite.getAttribute("failures") + suite.getAttribute("errors")).equals("00");
            assertThat(green).isEqualTo(ran.code() == 0);
            if (ran.code() == 0 && ran.json("run").path("attempts").size() > 1) {
                assertThat(suite.getElementsByTagName("skipped").getLength()).isPositive();
                return;
            }
        }
        throw new AssertionError("no seed gave a failure before a success");
    }

    @Test
    void aRunThatNeverBeganIsAnErrorInTheReport() throws Exception {
        shell.run("test", "--report", "junit=" + junit, "--report", "json=" + json)
                .exits(7);

        assertThat(((Element) suite().getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("no API key");
        JsonNode document = new ObjectMapper().readTree(Files.readString(json));
        assertThat(document.path("exitCode").asInt()).isEqualTo(7);
        assertThat(PublishedSchemas.complaints("no-run", document)).isEmpty();
    }

    @Test
    void whatXmlCannotHoldIsReplaced() throws Exception {
        XmlText xml = new XmlText();
        xml.text("failure", "a<b>&\"\u0001\u001b[31m\uD83D\uDE00 \u00e9\nend", "message", "one\ntwo\"");

        Element read = parse(xml.toString());
        assertThat(read.getTextContent()).isEqualTo("a<b>&\"??[31m\uD83D\uDE00 \u00e9\nend");
        assertThat(read.getAttribute("message")).isEqualTo("one\ntwo\"");
        assertThat(xml.toString()).matches("(?s)\\p{ASCII}*");
    }

    @Test
    void aReportThatCannotBeIsRefusedBeforeAnythingIsDone() {
        shell.simulate("--report", "html=x").refuses(2, "--report", "junit=FILE or json=FILE", "html=x");
        shell.simulate("--report", "junit").refuses(2, "--report", "junit=FILE");
        shell.simulate("--report", "junit=" + home.resolve("no/such/x.xml")).refuses(2, "--report", "no folder");
        shell.simulate("--metrics-file", home.toString()).refuses(2, "--metrics-file", "is a folder");
        shell.simulate("--report", "junit=" + junit, "--report", "json=" + home.resolve("./run.xml"))
                .refuses(2, "--report", "is the same file");
        shell.simulate("--report", "junit=" + junit, "--metrics-file", junit.toString())
                .refuses(2, "--metrics-file", "is the same file");
    }

    private Element suite() throws Exception {
        Element suites = parse(Files.readString(junit));
        check(suites);
        assertThat(suites.getTagName()).isEqualTo("testsuites");
        Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
        for (String[] count : new String[][] {{"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}})
            assertThat(suite.getAttribute(count[0]))
                    .isEqualTo(
                            String.valueOf(suite.getElementsByTagName(count[1]).getLength()));
        assertThat(suite.getAttribute("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        return suite;
    }

    private static void check(Element element) {
        String name = element.getTagName();
        assertThat(CHILDREN).containsKey(name);
        for (int index = 0; index < element.getAttributes().getLength(); index++)
            assertThat(ATTRIBUTES.get(name))
                    .contains(element.getAttributes().item(index).getNodeName());
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling())
            if (child instanceof Element inner) {
                assertThat(CHILDREN.get(name)).contains(inner.getTagName());
                check(inner);
            }
    }

    private static List<String> names(Element suite) {
        List<String> names = new ArrayList<>();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int index = 0; index < cases.getLength(); index++)
            names.add(((Element) cases.item(index)).getAttribute("name"));
        return names;
    }

    private static boolean mostTimesAreAboveZero(Element suite) {
        return Double.parseDouble(suite.getAttribute("time")) > 1;
    }

    private static Element parse(String xml) throws Exception {
        try (var in = new java.io.ByteArrayInputStream(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (IOException e) {
            throw new AssertionError(xml, e);
        }
    }
}
