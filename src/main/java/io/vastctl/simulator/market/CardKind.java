package io.vastctl.simulator.market;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a model of card tells of its heat, after the captured outputs of {@code nvidia-smi -q -d TEMPERATURE}
 * (vllm-readiness.md, 8). Degrees C.
 *
 * @param shutdown the card switches itself off
 * @param slowdown the hardware halves the clocks
 * @param operating the driver begins to lower the clocks
 * @param memory operating limit of the memory's own sensor; empty where the card shows none
 * @param margins whether it shows the margin to its operating limit, and no limits in degrees
 */
public record CardKind(int shutdown, int slowdown, int operating, OptionalInt memory, boolean margins) {

    private static final OptionalInt NONE = OptionalInt.empty();
    private static final OptionalInt HBM = OptionalInt.of(95);

    private record Row(String name, CardKind kind) {}

    /** The first whose name is part of the card's. */
    private static final List<Row> ROWS = List.of(
            new Row("H100", new CardKind(95, 89, 87, HBM, true)),
            new Row("H200", new CardKind(95, 89, 87, HBM, true)),
            new Row("GH200", new CardKind(95, 89, 87, HBM, true)),
            new Row("B200", new CardKind(95, 89, 87, HBM, true)),
            new Row("A100", new CardKind(92, 89, 85, HBM, false)),
            new Row("V100", new CardKind(90, 87, 83, HBM, false)),
            new Row("A10", new CardKind(98, 95, 88, NONE, false)),
            new Row("T4", new CardKind(96, 93, 85, NONE, false)),
            new Row("L40", new CardKind(93, 90, 88, NONE, true)),
            new Row("L4", new CardKind(93, 90, 88, NONE, true)),
            new Row("Ada", new CardKind(91, 86, 84, NONE, true)),
            new Row("RTX 4090", new CardKind(91, 86, 84, NONE, true)),
            new Row("RTX 5090", new CardKind(91, 86, 84, NONE, true)),
            new Row("RTX 40", new CardKind(101, 96, 90, NONE, false)),
            new Row("RTX 30", new CardKind(98, 95, 93, NONE, false)),
            new Row("RTX 20", new CardKind(100, 97, 89, NONE, false)),
            new Row("GTX", new CardKind(96, 93, 91, NONE, false)));

    private static final CardKind OTHER = new CardKind(98, 95, 90, NONE, false);

    /** By the name in offers or of the driver; a common kind for a name that is not known. */
    public static CardKind of(String name) {
        return ROWS.stream()
                .filter(row -> name.contains(row.name()))
                .map(Row::kind)
                .findFirst()
                .orElse(OTHER);
    }
}
