package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vastctl.cli.CommandLines;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.config.Durations;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.StateAddress;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of the files for Kubernetes without a cluster. */
class KubernetesFilesTest {

    private static final Path README = Path.of("docs/deploy/README.md");
    private static final Pattern AT = Pattern.compile("http://0\\.0\\.0\\.0:(\\d+)/");

    @TempDir
    Path home;

    private static JsonNode guard() throws IOException {
        return Manifests.pod("vastctl-guard-chat");
    }

    private static JsonNode nightly() throws IOException {
        return Manifests.pod("vastctl-nightly");
    }

    private static JsonNode main(JsonNode pod) {
        assertThat(pod.path("spec").path("containers")).hasSize(1);
        return pod.path("spec").path("containers").path(0);
    }

    private static String after(JsonNode container, String option) {
        List<String> args = Manifests.texts(container.path("args"));
        assertThat(args).contains(option);
        return args.get(args.indexOf(option) + 1);
    }

    @Test
    void everyDocumentHasAKindAndANameAndNoneIsThereTwice() throws IOException {
        List<JsonNode> all = Manifests.all();

        assertThat(all)
                .extracting(one ->
                        one.path("apiVersion").asText() + " " + one.path("kind").asText())
                .containsExactly(
                        "v1 PersistentVolumeClaim",
                        "batch/v1 CronJob",
                        "v1 ConfigMap",
                        "apps/v1 Deployment",
                        "policy/v1 PodDisruptionBudget",
                        "networking.k8s.io/v1 NetworkPolicy");
        assertThat(all)
                .extracting(one -> one.path("kind").asText()
                        + one.path("metadata").path("name").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsRunAreCommandsOfOursFromAnImageOfNoForeignPlace() throws IOException {
        int commands = 0;
        for (JsonNode pod : Manifests.pods().values())
            for (JsonNode container : Manifests.containers(pod)) {
                assertThat(container.path("image").asText()).matches("vastctl:[0-9.]+");
                if (container.has("command")) continue;
                String[] words = Manifests.texts(container.path("args")).toArray(String[]::new);
                assertThat(CommandLines.mistake(words)).isEmpty();
                commands++;
            }
        assertThat(commands).isEqualTo(2);
    }

    @Test
    void nobodyIsRootAndNothingButItsVolumesCanBeWritten() throws IOException {
        String user = Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(line -> line.startsWith("USER "))
                .findFirst()
                .orElseThrow()
                .replaceAll("USER |:.*", "");
        for (JsonNode pod : Manifests.pods().values()) {
            JsonNode security = pod.path("spec").path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asText()).isEqualTo(user);
            assertThat(security.path("fsGroup").asText()).isEqualTo(user);
            assertThat(pod.path("spec").path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
            for (JsonNode container : Manifests.containers(pod)) {
                JsonNode own = container.path("securityContext");
                assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(Manifests.texts(own.path("capabilities").path("drop")))
                        .containsExactly("ALL");
                assertThat(container.path("resources").path("limits").has("memory"))
                        .isTrue();
            }
        }
    }

    @Test
    void everyVolumeIsMountedAndEveryMountHasAVolume() throws IOException {
        for (JsonNode pod : Manifests.pods().values()) {
            Set<String> volumes = new TreeSet<>();
            pod.path("spec")
                    .path("volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            Set<String> mounted = new TreeSet<>();
            for (JsonNode container : Manifests.containers(pod))
                container
                        .path("volumeMounts")
                        .forEach(mount -> mounted.add(mount.path("name").asText()));
            assertThat(mounted).isEqualTo(volumes);
            List<String> places = new ArrayList<>();
            main(pod)
                    .path("volumeMounts")
                    .forEach(mount -> places.add(mount.path("mountPath").asText()));
            assertThat(places).doesNotHaveDuplicates().contains("/tmp", "/var/lib/vastctl", "/run/keys");
        }
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("HOME=/var/lib/vastctl");
    }

    private static JsonNode home(JsonNode pod) {
        List<JsonNode> found = new ArrayList<>();
        pod.path("spec").path("volumes").forEach(volume -> {
            if (volume.path("name").asText().equals("home")) found.add(volume);
        });
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void whatANightlyTestNotesWhileTheDatabaseIsAwayOutlivesItsPod() throws IOException {
        JsonNode claim = Manifests.one("PersistentVolumeClaim");

        assertThat(home(nightly())
                        .path("persistentVolumeClaim")
                        .path("claimName")
                        .asText())
                .isEqualTo(claim.path("metadata").path("name").asText());
        assertThat(Manifests.texts(claim.path("spec").path("accessModes"))).containsExactly("ReadWriteOnce");
        assertThat(Manifests.one("CronJob")
                        .path("spec")
                        .path("concurrencyPolicy")
                        .asText())
                .as("one pod at a time has the disk")
                .isEqualTo("Forbid");
    }

    @Test
    void theLinesOfAStatefulSetGiveEachGuardADiskInPlaceOfTheOneThatGoesWithThePod() throws IOException {
        Matcher block =
                Pattern.compile("(?s)```yaml\n(.*?kind: StatefulSet.*?)```").matcher(Files.readString(README));
        assertThat(block.find()).isTrue();
        JsonNode stateful = new YAMLMapper().readTree(block.group(1));
        JsonNode deployment = Manifests.one("Deployment");
        JsonNode claim = stateful.path("spec").path("volumeClaimTemplates").path(0);

        assertThat(home(guard()).has("emptyDir")).isTrue();
        assertThat(claim.path("metadata").path("name")).isEqualTo(home(guard()).path("name"));
        assertThat(Manifests.texts(claim.path("spec").path("accessModes"))).containsExactly("ReadWriteOnce");
        assertThat(stateful.path("apiVersion")).isEqualTo(deployment.path("apiVersion"));
        assertThat(stateful.path("metadata").path("name"))
                .isEqualTo(deployment.path("metadata").path("name"));
        assertThat(stateful.path("spec").path("replicas"))
                .isEqualTo(deployment.path("spec").path("replicas"));
        // One that waits for the other to be ready would wait for the one that it is to relieve.
        assertThat(stateful.path("spec").path("podManagementPolicy").asText()).isEqualTo("Parallel");
        assertThat(stateful.path("spec").path("serviceName").asText()).isNotEmpty();
    }

    @Test
    void everyFileOfTheSecretIsUsedAndNoOther() throws IOException {
        Set<String> made = new TreeSet<>();
        Matcher file = Pattern.compile("--from-file=(\\S+)").matcher(Files.readString(README));
        while (file.find()) made.add(file.group(1));

        for (JsonNode pod : Manifests.pods().values()) {
            Map<String, String> variables = Manifests.variables(main(pod));
            Set<String> used = new TreeSet<>();
            for (String value : variables.values()) {
                Matcher key = Pattern.compile("/run/keys/([\\w.-]+)").matcher(value);
                while (key.find()) used.add(key.group(1));
            }
            if (variables.getOrDefault("CREDENTIALS_DIRECTORY", "").equals("/run/keys")) used.add("vast_api_key");
            assertThat(used).isEqualTo(made);
        }
        for (String name : made) assertThat(Files.readString(README)).contains("| `" + name + "` |");
    }

    @Test
    void theMemoryIsOnAServerAndItsPasswordInAFile() throws IOException {
        for (JsonNode pod : Manifests.pods().values()) {
            Map<String, String> variables = Manifests.variables(main(pod));
            String state = variables.getOrDefault("VASTCTL_STATE", "");
            assertThat(StateAddress.of(state)).isInstanceOf(StateAddress.OnServer.class);
            assertThat(variables)
                    .containsEntry("PGPASSFILE", "/run/keys/pgpass")
                    .doesNotContainKey("PGPASSWORD");
            assertThat(state).contains("sslmode=verify-full").doesNotContain("password");
        }
    }

    @Test
    void theKeysAreCopiedForTheirOwnerAlone() throws Exception {
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        Path keys = Files.createDirectories(home.resolve("keys"));
        Path data = Files.createDirectories(secrets.resolve("..2026"));
        Files.writeString(data.resolve("ssh-key"), "secret");
        Files.setPosixFilePermissions(data.resolve("ssh-key"), PosixFilePermissions.fromString("r--r-----"));
        Files.createSymbolicLink(secrets.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(secrets.resolve("ssh-key"), Path.of("..data/ssh-key"));

        for (JsonNode pod : Manifests.pods().values()) {
            List<String> words = new ArrayList<>();
            for (String word : Manifests.texts(
                    pod.path("spec").path("initContainers").path(0).path("command")))
                words.add(
                        word.replace("/run/secrets/vastctl", secrets.toString()).replace("/run/keys", keys.toString()));
            Files.deleteIfExists(keys.resolve("ssh-key"));
            Command.run(home, Map.of("PATH", "/usr/bin:/bin"), words).exits(0);
            assertThat(keys.resolve("ssh-key")).hasContent("secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("ssh-key"))))
                    .isEqualTo("r--------");
        }
    }

    @Test
    void aNightlyTestRunsOnceAtATimeAndHasTheTimeToDestroyWhatItRented() throws IOException {
        JsonNode spec = Manifests.one("CronJob").path("spec");
        JsonNode job = spec.path("jobTemplate").path("spec");

        assertThat(spec.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
        assertThat(spec.path("schedule").asText()).matches("\\d+ \\d+ \\* \\* \\*");
        assertThat(job.path("backoffLimit").asInt(-1)).isZero();
        Duration longest = Durations.parse(after(main(nightly()), "--deadline"))
                .plus(Durations.parse(after(main(nightly()), "--jitter")));
        assertThat(Duration.ofSeconds(job.path("activeDeadlineSeconds").asLong()))
                .isGreaterThanOrEqualTo(longest.plusMinutes(15));
        assertThat(nightly().path("spec").path("terminationGracePeriodSeconds").asInt())
                .isGreaterThanOrEqualTo(300);
        assertThat(nightly().path("spec").path("restartPolicy").asText()).isEqualTo("Never");
    }

    @Test
    void ofTwoGuardsOneStandsByAndBothCallThePlanTheSame() throws IOException {
        assertThat(Manifests.one("Deployment").path("spec").path("replicas").asInt())
                .isEqualTo(2);
        assertThat(Manifests.texts(main(guard()).path("args"))).contains("--standby");
        assertThat(after(main(guard()), "--plan-name")).isEqualTo("chat");
        // What a guard waits for after SIGTERM: docs/how-to/guard.md.
        assertThat(guard().path("spec").path("terminationGracePeriodSeconds").asInt())
                .isGreaterThan(12 * 60);
        JsonNode labels = guard().path("metadata").path("labels");
        for (JsonNode selector : List.of(
                Manifests.one("Deployment").path("spec").path("selector"),
                Manifests.one("PodDisruptionBudget").path("spec").path("selector"),
                Manifests.one("NetworkPolicy").path("spec").path("podSelector"))) {
            assertThat(selector.path("matchLabels")).isNotEmpty();
            for (Map.Entry<String, JsonNode> label :
                    selector.path("matchLabels").properties())
                assertThat(labels.path(label.getKey())).isEqualTo(label.getValue());
        }
        assertThat(nightly().path("metadata").path("labels").has("plan"))
                .as("the network policy is not for the nightly test")
                .isFalse();
        assertThat(Manifests.one("PodDisruptionBudget")
                        .path("spec")
                        .path("minAvailable")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void probesAndPrometheusAskWhereTheGuardAnswers() throws IOException {
        JsonNode container = main(guard());
        JsonNode port = container.path("ports").path(0);
        assertThat(after(container, "--http"))
                .isEqualTo("0.0.0.0:" + port.path("containerPort").asText());
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.path(probe).path("httpGet").path("path").asText())
                    .isEqualTo("/healthz");
            assertThat(container.path(probe).path("httpGet").path("port"))
                    .as(probe)
                    .isEqualTo(port.path("name"));
        }
        JsonNode seen = guard().path("metadata").path("annotations");
        assertThat(seen.path("prometheus.io/port").asText())
                .isEqualTo(port.path("containerPort").asText());
        assertThat(seen.path("prometheus.io/path").asText()).isEqualTo("/metrics");
        assertThat(Manifests.one("NetworkPolicy")
                        .path("spec")
                        .path("ingress")
                        .path(0)
                        .path("ports")
                        .path(0)
                        .path("port"))
                .isEqualTo(port.path("name"));
    }

    @Test
    void thePlanOfTheConfigMapIsGoodAndIsWhereTheGuardLooks() throws IOException {
        JsonNode map = Manifests.one("ConfigMap");
        String place = Manifests.texts(main(guard()).path("args")).get(2);
        String file = place.substring(place.lastIndexOf('/') + 1);
        assertThat(map.path("data").has(file)).isTrue();
        assertThat(guard().path("spec").path("volumes").findValuesAsText("name"))
                .contains(map.path("metadata").path("name").asText());
        Path plan = Files.writeString(
                home.resolve("plan.yaml"), map.path("data").path(file).asText());

        new Shell(home).run("guard", "check", plan.toString()).exits(0).says("is good");
    }

    /** The container's own command line, on another port, with the plan in another place. */
    @Test
    void theGuardsCommandRunsOnADatabaseAndItsProbeAnswers() throws Exception {
        JsonNode container = main(guard());
        Path plan = Files.writeString(
                home.resolve("guard.yaml"),
                Manifests.one("ConfigMap").path("data").path("guard.yaml").asText());
        String[] words = Manifests.texts(container.path("args")).stream()
                .map(word -> word.replace("/etc/vastctl/plan/guard.yaml", plan.toString())
                        .replaceFirst("^0\\.0\\.0\\.0:.*", "0.0.0.0:0"))
                .toArray(String[]::new);
        StringWriter err = new StringWriter();
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = new Shell(home)
                    .with("VAST_URL", market.apiUrl().toString())
                    .with("VASTCTL_STATE", EmbeddedServer.withTables());
            Thread guard = new Thread(() -> shell.runForReal(new StringWriter(), err, words));
            guard.start();
            try {
                long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
                int status = 0;
                while (status != 200) {
                    assertThat(System.nanoTime()).as(err.toString()).isLessThan(end);
                    Sleeper.REAL.sleep(Duration.ofMillis(50));
                    Matcher at = AT.matcher(err.toString());
                    if (at.find())
                        status = ask(
                                at.group(1),
                                container
                                        .path("livenessProbe")
                                        .path("httpGet")
                                        .path("path")
                                        .asText());
                }
            } finally {
                guard.interrupt();
                guard.join(Duration.ofSeconds(60).toMillis());
            }
        }
    }

    private static int ask(String port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
