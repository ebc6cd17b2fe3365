package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What can be told about the image without an engine that builds it. */
class DockerfileTest {

    private static final List<String> KNOWN =
            List.of("FROM", "RUN", "COPY", "ENV", "WORKDIR", "VOLUME", "USER", "ENTRYPOINT", "CMD");

    /** One instruction, its lines joined. */
    private record Instruction(String word, String rest) {}

    private final List<Instruction> all;
    private final List<Instruction> image;

    DockerfileTest() throws Exception {
        all = read(Files.readAllLines(Path.of("Dockerfile")));
        image = all.subList(last("FROM"), all.size());
    }

    @Test
    void everyInstructionIsOneThatAllEnginesKnow() {
        assertThat(all).extracting(Instruction::word).isSubsetOf(KNOWN);
        assertThat(all.get(0).word()).isEqualTo("FROM");
    }

    @Test
    void basesAreNamedWithATagThatStays() {
        assertThat(all)
                .filteredOn(i -> i.word().equals("FROM"))
                .hasSize(2)
                .allSatisfy(from -> assertThat(from.rest().split(" ", 2)[0])
                        .matches("[a-z]+:[a-z0-9.-]+")
                        .doesNotEndWith(":latest"));
    }

    @Test
    void packagesLeaveNoListsAndNoRecommendedOnesBehind() {
        assertThat(all)
                .filteredOn(i -> i.rest().contains("apt-get"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.rest())
                        .contains(
                                "apt-get update", "install -y --no-install-recommends", "rm -rf /var/lib/apt/lists/*"));
    }

    @Test
    void itRunsAsSomebodyWithoutRightsAndKeepsItsStateInAVolume() {
        assertThat(only("USER")).matches("[1-9][0-9]+:[1-9][0-9]+");
        String volume = only("VOLUME");
        assertThat(position("USER")).isGreaterThan(position("VOLUME")).isGreaterThan(lastRun());
        String made = run("install -d");
        assertThat(made).contains("-m 700 " + volume, "--uid " + only("USER").replace(":", " --gid "));
        assertThat(only("ENV"))
                .contains("HOME=" + volume, "XDG_STATE_HOME=" + volume + "/", "XDG_CONFIG_HOME=" + volume + "/");
        assertThat(position("VOLUME"))
                .as("what a RUN writes into a volume after it was declared is lost")
                .isGreaterThan(lastRun());
    }

    @Test
    void theClassArchiveIsMadeWithTheImageInAFolderOutsideTheVolume() {
        assertThat(only("ENV")).containsPattern("VASTCTL_ARCHIVE=/usr/local/lib/\\S+");
        assertThat(position("ENV")).isLessThan(lastRun());
        assertThat(run("vastctl archive"))
                .contains("chmod 755 /usr/local/bin/vastctl && vastctl archive")
                .as("the folder is made for its owner alone")
                .contains("chmod -R a+rX /usr/local/lib/vastctl-archive");
    }

    @Test
    void signalsReachTheProgram() {
        assertThat(only("ENTRYPOINT")).isEqualTo("[\"vastctl\"]");
        assertThat(only("CMD")).startsWith("[");
    }

    @Test
    void noKeyIsInTheImage() throws Exception {
        assertThat(Files.readString(Path.of("Dockerfile")).toUpperCase(Locale.ROOT))
                .doesNotContain("API_KEY", "PASSWORD", "TOKEN", "--MOUNT=TYPE=SECRET");
    }

    @Test
    void whatIsCopiedExistsAndIsNotLeftOutOfTheContext() throws Exception {
        List<String> context = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(context).contains("*");
        int copied = 0;
        for (Instruction copy : all) {
            if (!copy.word().equals("COPY") || copy.rest().startsWith("--from=build")) continue;
            String source = copy.rest().split(" ", 2)[0];
            assertThat(Path.of(source)).exists();
            assertThat(context).contains("!" + source);
            copied++;
        }
        assertThat(copied).isEqualTo(3);
        assertThat(image)
                .filteredOn(i -> i.word().equals("COPY"))
                .extracting(Instruction::rest)
                .containsExactly("--from=build /build/target/vastctl.jar /usr/local/bin/vastctl");
    }

    private String only(String word) {
        List<Instruction> found =
                image.stream().filter(i -> i.word().equals(word)).toList();
        assertThat(found).as(word).hasSize(1);
        return found.get(0).rest();
    }

    private String run(String part) {
        return image.stream()
                .filter(i -> i.word().equals("RUN") && i.rest().contains(part))
                .findFirst()
                .orElseThrow()
                .rest();
    }

    private int position(String word) {
        return image.indexOf(new Instruction(word, only(word)));
    }

    private int lastRun() {
        int last = -1;
        for (int i = 0; i < image.size(); i++) if (image.get(i).word().equals("RUN")) last = i;
        return last;
    }

    private int last(String word) {
        int last = -1;
        for (int i = 0; i < all.size(); i++) if (all.get(i).word().equals(word)) last = i;
        return last;
    }

    private static List<Instruction> read(List<String> lines) {
        List<Instruction> read = new ArrayList<>();
        StringBuilder instruction = new StringBuilder();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            instruction.append(line.strip());
            if (line.endsWith("\\")) {
                instruction.setCharAt(instruction.length() - 1, ' ');
                continue;
            }
            String[] parts = instruction.toString().replaceAll(" +", " ").split(" ", 2);
            read.add(new Instruction(parts[0], parts[1]));
            instruction.setLength(0);
        }
        assertThat(instruction).as("the last line goes on").isEmpty();
        return read;
    }
}
