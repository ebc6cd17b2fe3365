package io.vastctl.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.text.Escapes;
import io.vastctl.guard.Purse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static Picture worn() {
        Picture picture = Picture.before("/etc/vastctl/guard.yaml", false).keptBy(Optional.of("process 4711"));
        for (int minute = 90; minute > 0; minute--)
            picture = picture.with(Looks.looks()
                    .at(Looks.NOW.minus(Duration.ofMinutes(minute)))
                    .rental(35_891_130, 60 + minute % 7, 0)
                    .rental(35_891_137, 70, 4)
                    .decided(
                            "HOT", "Drain", "instance 35891137", "it stays at 91 °C, and that is a long reason to read")
                    .look());
        return picture;
    }

    @Test
    void theTrailGoesBackAnHourAndTheDecisionsAreFew() {
        Picture picture = worn();

        assertThat(picture.trail().points()).hasSize(61);
        assertThat(picture.recent()).hasSize(Picture.RECENT);
    }

    @Test
    void linesFitTheWindowWhateverItsWidth() {
        for (int width : List.of(200, 80, 60, 40, 20, 5))
            for (boolean unicode : List.of(true, false)) {
                List<String> lines = WatchLines.of(worn(), Looks.NOW, Looks.LONGEST, width, unicode, true);
                assertThat(lines).hasSizeGreaterThan(5).allMatch(line -> Escapes.width(line) < width);
            }
    }

    @Test
    void withoutUnicodeAndColourEverythingIsPlainAscii() {
        List<String> lines = WatchLines.of(worn(), Looks.NOW, Looks.LONGEST, 100, false, false);

        assertThat(String.join("", lines)).matches("[ -~]*").contains("cool 61 C ", "chat: 1 of 2 serve", "#");
        assertThat(String.join("", WatchLines.of(worn(), Looks.NOW, Looks.LONGEST, 100, true, false)))
                .contains("\u2588")
                .doesNotContain("\u001b");
    }

    @Test
    void anEndpointBelowItsCountSaysWhy() {
        Look look = Looks.looks()
                .rental(1, 60, 0)
                .rental(2, 60, 5)
                .decided("NO_MONEY", "Tell", "chat", "$0.500/h more is above the budget")
                .look();

        Standing chat = Standing.all(look, Looks.NOW).get(0);

        assertThat(chat.serving()).isEqualTo(1);
        assertThat(chat.why())
                .hasSize(2)
                .anyMatch(why -> why.startsWith("instance 2 missed 5 answers in a row"))
                .contains("NO_MONEY: $0.500/h more is above the budget");
    }

    @Test
    void oneBadAnswerIsForgiven() {
        Look look = Looks.looks().rental(1, 60, 1).rental(2, 60, 2).look();

        assertThat(Standing.all(look, Looks.NOW).get(0).isShort()).isFalse();
    }

    @Test
    void whatIsUnknownIsSaidToBeAndIsNoNumberInJson() {
        Picture picture = Picture.before("plan", false)
                .with(Looks.looks()
                        .purse(new Purse(OptionalDouble.empty(), OptionalDouble.empty(), Double.NaN, Double.NaN))
                        .look());

        assertThat(StatusText.of(picture, Looks.NOW, Looks.LONGEST, UnaryOperator.identity()))
                .contains("unknown of $20.00 today", "Credit    unknown", "Kept by   nobody now");
        assertThat(StatusJson.of(picture, Looks.NOW, Looks.LONGEST).has("spentTodayDollars"))
                .isFalse();
        assertThat(String.join("\n", WatchLines.of(picture, Looks.NOW, Looks.LONGEST, 80, true, false)))
                .contains("unknown of $20.00");
    }

    @Test
    void aHungGuardIsNotCalledWell() {
        Picture picture = Looks.looks().rental(1, 60, 0).rental(2, 60, 0).picture();

        assertThat(picture.warnings(Looks.NOW.plus(Looks.LONGEST), Looks.LONGEST))
                .isEmpty();
        assertThat(picture.warnings(Looks.NOW.plus(Looks.LONGEST).plusSeconds(1), Looks.LONGEST))
                .singleElement()
                .asString()
                .contains("the guard hangs");
        assertThat(picture.keptBy(Optional.empty()).warnings(Looks.NOW, Looks.LONGEST))
                .singleElement()
                .asString()
                .contains("Nobody keeps this plan now");
    }

    @Test
    void gapsStayGapsAndAFlatLineIsInTheMiddle() {
        assertThat(Spark.line(List.of(1.0, Double.NaN, 2.0), 10, true)).isEqualTo("\u2581 \u2588");
        assertThat(Spark.line(List.of(5.0, 5.0), 10, false)).isEqualTo("==");
        assertThat(Spark.line(List.of(), 10, true)).isEmpty();
        assertThat(Spark.line(List.of(Double.NaN), 10, true)).isEmpty();
        assertThat(Spark.line(List.of(1.0, 1.0, 3.0, 3.0), 2, false)).isEqualTo(".@");
    }
}
