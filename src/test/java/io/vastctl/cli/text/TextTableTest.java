package io.vastctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersStandOnTheRightAndWordsOnTheLeft() {
        String text = new TextTable("ID", "NAME").row(7, "seven").row(11, "x").toString();

        assertThat(text.lines()).containsExactly("ID  NAME", " 7  seven", "11  x");
    }

    @Test
    void twentyThousandRowsTakeNoTime() {
        TextTable table = new TextTable("ID", "NAME", "WORD");
        for (int row = 0; row < 20_000; row++) table.row(row, "name", "word");

        // Looking through all rows for each cell would take minutes.
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), table::toString)
                        .lines())
                .hasSize(20_001);
    }

    @Test
    void columnsStandStraightBesideWideAndInvisibleCharacters() {
        String text = new TextTable("NAME", "WORD")
                .row("\u6771\u4eac", "a")
                .row("\ud83d\ude80", "b")
                .row("e\u0301\u200b\ufeff", "c")
                .toString();

        assertThat(text.lines())
                .containsExactly("NAME  WORD", "\u6771\u4eac  a", "\ud83d\ude80    b", "e\u0301\u200b\ufeff     c");
        assertThat(DisplayWidth.of("\u6771\u4eac\ud83d\ude80e\u0301\ufeffx")).isEqualTo(8);
    }

    @Test
    void aTextIsCutBetweenCharactersAndFitsItsColumns() {
        assertThat(Words.firstLine("abc\ud83d\ude80defgh", 7)).isEqualTo("abc...");
        assertThat(Words.firstLine("abc\ud83d\ude80defgh", 8)).isEqualTo("abc\ud83d\ude80...");
        assertThat(Words.firstLine("\u6771\u4eac\u6771\u4eac\u6771\u4eac", 10)).isEqualTo("\u6771\u4eac\u6771...");
        assertThat(Words.firstLine("abcdefghij", 10)).isEqualTo("abcdefghij");
    }

    @Test
    void aCellHoldsNothingThatMovesTheCursor() {
        String text = new TextTable("NAME")
                .row("red \u001b[31m\nforged\u009b2J\u202Etxet")
                .toString();

        assertThat(text.lines()).containsExactly("NAME", "red [31m forged 2J txet");
    }
}
