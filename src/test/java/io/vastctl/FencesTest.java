package io.vastctl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.vastctl.time.Sleeper;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The fences between packages: who may know whom, and who may know which library. */
@AnalyzeClasses(packages = "io.vastctl", importOptions = DoNotIncludeTests.class)
class FencesTest {

    /** Imports point down this list. */
    private static final List<String> ORDER = List.of(
            "cli",
            "config",
            "report",
            "evaluation",
            "simulator",
            "guard",
            "provision",
            "ranking",
            "vast",
            "ssh",
            "endpoint",
            "adapter",
            "readiness",
            "memory",
            "blame",
            "lease",
            "workload",
            "offer",
            "instance",
            "outcome",
            "plot",
            "start",
            "time");

    private static final List<String> JDK_ONLY =
            List.of("blame", "lease", "workload", "offer", "instance", "outcome", "plot", "start", "time");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.vastctl.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInTheSimulator =
            slices().matching("io.vastctl.simulator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theSimulatedMarketHasNoSockets = noClasses()
            .that()
            .resideInAPackage("io.vastctl.simulator.market..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "com.sun.net..",
                    "org.apache.sshd..",
                    "io.vastctl.simulator",
                    "io.vastctl.simulator.api..",
                    "io.vastctl.simulator.box..",
                    "io.vastctl.simulator.loopback..");

    @ArchTest
    static final ArchRule importsPointDown = importsPointDown();

    @ArchTest
    static final ArchRule valuesUseTheJdkAlone = classes()
            .that()
            .resideInAnyPackage(packages(JDK_ONLY))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(packages(JDK_ONLY), "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule theGuardsRulesArePure = classes()
            .that()
            .resideInAPackage("io.vastctl.guard")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.vastctl.guard",
                    "io.vastctl.offer",
                    "io.vastctl.instance",
                    "io.vastctl.outcome",
                    "io.vastctl.time",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theGuardsRulesAreGivenTheTime = noClasses()
            .that()
            .resideInAPackage("io.vastctl.guard")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.InstantSource.class);

    @ArchTest
    static final ArchRule picocliStaysInTheCommandLine = only("picocli..", "io.vastctl.cli..", "io.vastctl");

    @ArchTest
    static final ArchRule okHttpStaysWithTheApiAndTheEndpointCheck =
            only("okhttp3..", "io.vastctl.vast..", "io.vastctl.endpoint..");

    @ArchTest
    static final ArchRule jdbcStaysInMemory = only("java.sql..", "io.vastctl.memory..");

    @ArchTest
    static final ArchRule theServersDriverIsUsedThroughJdbcAlone =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.postgresql..");

    @ArchTest
    static final ArchRule sshdStaysInSshAndTheSimulator =
            only("org.apache.sshd..", "io.vastctl.ssh..", "io.vastctl.simulator.box..");

    @ArchTest
    static final ArchRule decisionsDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage("io.vastctl.ranking..", "io.vastctl.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "okhttp3..", "org.apache.sshd..");

    @ArchTest
    static final ArchRule onlyMainEndsTheProcess =
            noClasses().that().areNotAssignableTo(Main.class).should().callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule nobodySleepsButTheSleepers =
            noClasses().that().doNotBelongToAnyOf(Sleeper.class).should().callMethod(Thread.class, "sleep", long.class);

    private static ArchRule importsPointDown() {
        ArchRule rules = null;
        for (int low = 1; low < ORDER.size(); low++) {
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage("io.vastctl." + ORDER.get(low) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(ORDER.subList(0, low)))
                    .because("imports point down the list in docs/architecture.md");
            rules = rules == null ? rule : CompositeArchRule.of(rules).and(rule);
        }
        return Objects.requireNonNull(rules);
    }

    private static ArchRule only(String library, String... users) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat(resideInAPackage(library));
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "io.vastctl." + name + "..").toArray(String[]::new);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }
}
