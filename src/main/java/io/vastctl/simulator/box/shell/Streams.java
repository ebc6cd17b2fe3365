package io.vastctl.simulator.box.shell;

/** The three streams of a program. */
public record Streams(Input in, Output out, Output err) {

    Streams in(Input other) {
        return new Streams(other, out, err);
    }

    Streams out(Output other) {
        return new Streams(in, other, err);
    }

    Streams err(Output other) {
        return new Streams(in, out, other);
    }
}
