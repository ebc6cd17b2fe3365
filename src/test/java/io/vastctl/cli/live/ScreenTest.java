package io.vastctl.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.text.Escapes;
import io.vastctl.cli.text.WindowSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter sent = new StringWriter();
    private WindowSize window = new WindowSize(24, 80);
    private final Screen screen = new Screen(new PrintWriter(sent), () -> Optional.of(window));
    private final PrintWriter err = new PrintWriter(screen);

    @Test
    void aBlockIsPutInThePlaceOfTheLastOne() {
        screen.draw(List.of("one", "two"));
        take();

        screen.draw(List.of("three"));

        assertThat(take()).isEqualTo(erased(2) + "three\n");
    }

    @Test
    void whatDoesNotChangeIsNotSentAgain() {
        screen.draw(List.of("one"));
        take();

        screen.draw(List.of("one"));

        assertThat(take()).isEmpty();
    }

    @Test
    void whatOthersWriteScrollsAboveTheBlock() {
        screen.draw(List.of("one", "two"));
        take();

        err.println("vastctl: something");
        err.flush();
        screen.draw(List.of("one", "two"));

        assertThat(take()).isEqualTo(erased(2) + "vastctl: something\n" + erased(0) + "one\ntwo\n");
    }

    @Test
    void aLineThatIsNotOverIsNotBrokenByTheBlock() {
        err.print("Destroy? [y/N] ");
        err.flush();
        take();

        screen.draw(List.of("one"));
        assertThat(take()).isEmpty();

        err.println();
        screen.draw(List.of("one"));
        assertThat(take()).isEqualTo("\n" + erased(0) + "one\n");
    }

    @Test
    void aWindowThatBecameNarrowerHasBrokenTheLinesAndAllTheirPartsGo() {
        screen.draw(List.of("x".repeat(79), Escapes.BOLD + "y".repeat(40) + Escapes.PLAIN, "z"));
        take();

        window = new WindowSize(24, 40);
        screen.resized();
        screen.draw(List.of("short"));

        assertThat(take()).isEqualTo(erased(4) + "short\n");
    }

    @Test
    void afterAStopTheBlockBeginsAnewBelowWhatTheShellWrote() {
        screen.draw(List.of("one"));
        take();

        screen.forget();
        screen.draw(List.of("one"));

        assertThat(take()).isEqualTo(erased(0) + "one\n");
    }

    @Test
    void clearingTakesTheBlockAwayAndNothingElse() {
        screen.say(List.of("for good"), List.of("block"));
        take();

        screen.clear();
        screen.clearIfFree();

        assertThat(take()).isEqualTo(erased(1));
    }

    @Test
    void theCursorIsNeverHidden() {
        screen.say(List.of("a"), List.of("b"));
        screen.draw(List.of("c"));
        screen.clear();

        assertThat(take()).doesNotContain("?25");
    }

    @Test
    void aTerminalThatDoesNotKnowItsSizeHasNone() {
        assertThat(WindowSize.parse("24 80\n")).contains(new WindowSize(24, 80));
        assertThat(WindowSize.parse("0 0")).isEmpty();
        assertThat(WindowSize.parse("stty: standard input: Inappropriate ioctl for device"))
                .isEmpty();
        assertThat(WindowSize.parse("")).isEmpty();
    }

    private static String erased(int rows) {
        return "\r\u001b[2K" + "\u001b[1A\u001b[2K".repeat(rows);
    }

    private String take() {
        String text = sent.toString();
        sent.getBuffer().setLength(0);
        return text;
    }
}
