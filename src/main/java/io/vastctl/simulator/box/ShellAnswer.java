package io.vastctl.simulator.box;

/** What a command in a box gives. */
record ShellAnswer(int exit, String stdout, String stderr) {

    static ShellAnswer out(String stdout) {
        return new ShellAnswer(0, stdout, "");
    }

    static ShellAnswer fail(int exit, String stderr) {
        return new ShellAnswer(exit, "", stderr);
    }
}
