package io.vastctl.cli.completion;

/**
 * An argument that is no option.
 *
 * @param index counted from 0
 * @param many whether all words from there on are meant
 */
record ShellArgument(int index, boolean many, String label, Values values) {}
