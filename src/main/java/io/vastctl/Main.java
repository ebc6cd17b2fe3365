package io.vastctl;

/** Builds the objects and hands the commands to picocli. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
