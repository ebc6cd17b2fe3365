package io.vastctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=x", "'=x", "''=HYPERLINK(\"a;b\")"})
    void noTextBeginsAFormulaAndEveryTextComesBack(String text) {
        String row = Csv.row("first", text);

        assertThat(row.substring("first,".length()).replaceFirst("^\"", "")).startsWith("'");
        assertThat(Csv.parse(row).get(0).cells()).containsExactly("first", text);
    }

    @Test
    void whatIsNoFormulaStaysAsItIs() {
        assertThat(Csv.row("'tis", "a=b", -5, true, "")).isEqualTo("'tis,a=b,-5,true,\n");
        assertThat(Csv.parse("'tis,-5\n").get(0).cells()).isEqualTo(List.of("'tis", "-5"));
    }

    @Test
    void cellsAreQuotedWhereAnotherProgramMightSplitThem() {
        assertThat(Csv.row("a;=1", "b\t=1", "c,d")).isEqualTo("\"a;=1\",\"b\t=1\",\"c,d\"\n");
    }
}
