package io.vastctl.simulator.box.shell;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs that look at files and change them. */
final class FilePrograms {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MISSING = 2;

    private FilePrograms() {}

    static void addTo(Map<String, Program> all) {
        all.put("ls", FilePrograms::ls);
        all.put("touch", FilePrograms::touch);
        all.put("rm", FilePrograms::rm);
        all.put("rmdir", FilePrograms::rm);
        all.put("mkdir", FilePrograms::mkdir);
        all.put("mktemp", FilePrograms::mktemp);
        all.put("mv", call -> copied(call, true));
        all.put("cp", call -> copied(call, false));
        all.put("stat", FilePrograms::stat);
        all.put("find", FilePrograms::find);
        all.put("chmod", FilePrograms::changed);
        all.put("chown", FilePrograms::changed);
        all.put("basename", call -> one(call, Files::name));
        all.put("dirname", call -> one(call, path -> path.contains("/") ? Files.parent(path) : "."));
        all.put("readlink", call -> one(call, path -> Files.resolve(call.shell().folder(), path)));
        all.put("realpath", call -> one(call, path -> Files.resolve(call.shell().folder(), path)));
    }

    private static Files files(Call call) {
        return call.shell().world().files();
    }

    private static int ls(Call call) {
        Flags flags = Flags.of(call.arguments(), "laAhtrRdS1FGsi color", " color time-style");
        if (flags.problem().isPresent()) {
            TextPrograms.bad(call, flags);
            return MISSING;
        }
        List<String> names = flags.operands().isEmpty() ? List.of(".") : flags.operands();
        int status = 0;
        List<String> folders = new ArrayList<>();
        for (String name : names) {
            String path = call.path(name);
            if (!files(call).exists(path) && call.shell().program(name).isEmpty()) {
                status = call.fail(MISSING, "cannot access '" + name + "': No such file or directory");
            } else if (files(call).isDirectory(path) && !flags.has("d")) folders.add(name);
            else entry(call, flags, path, name);
        }
        for (String folder : folders) {
            if (names.size() > 1) call.out(folder + ":\n");
            if (flags.has("l"))
                call.out("total " + files(call).children(call.path(folder)).size() * 4 + "\n");
            for (String child : files(call).children(call.path(folder))) {
                if (child.startsWith(".") && !flags.has("a", "A")) continue;
                entry(call, flags, Files.resolve(call.path(folder), child), child);
            }
        }
        return status;
    }

    private static void entry(Call call, Flags flags, String path, String shown) {
        if (!flags.has("l")) {
            call.out(shown + "\n");
            return;
        }
        boolean folder = files(call).isDirectory(path);
        long size = folder ? 4096 : bytes(files(call).read(path).orElse(""));
        call.out((folder ? "drwxr-xr-x 2" : "-rw-r--r-- 1") + " root root " + String.format("%9d", size) + " "
                + STAMP.format(call.shell().world().now()) + " " + shown + "\n");
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int touch(Call call) {
        int status = 0;
        for (String name : call.arguments()) {
            if (name.startsWith("-")) continue;
            String path = call.path(name);
            boolean there = files(call).exists(path) || files(call).write(path, "");
            if (!there) status = call.fail(1, "cannot touch '" + name + "': No such file or directory");
        }
        return status;
    }

    private static int rm(Call call) {
        Flags flags = Flags.of(call.arguments(), "rRfvi recursive force", "");
        if (flags.problem().isPresent()) return TextPrograms.bad(call, flags);
        boolean deep = flags.has("r", "R", "recursive") || call.name().equals("rmdir");
        int status = 0;
        for (String name : flags.operands()) {
            String path = call.path(name);
            if (files(call).isDirectory(path) && !deep) {
                status = call.fail(1, "cannot remove '" + name + "': Is a directory");
            } else if (!files(call).remove(path) && !flags.has("f", "force")) {
                status = call.fail(1, "cannot remove '" + name + "': No such file or directory");
            }
        }
        return status;
    }

    private static int mkdir(Call call) {
        Flags flags = Flags.of(call.arguments(), "pv parents", "m");
        int status = 0;
        for (String name : flags.operands()) {
            String path = call.path(name);
            boolean deep = flags.has("p", "parents");
            if (files(call).exists(path) && !deep) {
                status = call.fail(1, "cannot create directory '" + name + "': File exists");
            } else if (!deep && !files(call).isDirectory(Files.parent(path))) {
                status = call.fail(1, "cannot create directory '" + name + "': No such file or directory");
            } else files(call).makeDirectory(path);
        }
        return status;
    }

    private static int mktemp(Call call) {
        Flags flags = Flags.of(call.arguments(), "dqu", "p");
        String pattern = flags.operand(0).orElse("/tmp/tmp.XXXXXXXXXX");
        int number = 0;
        String path;
        do {
            String fill = String.format("%06d", number++);
            path = call.path(pattern.replaceFirst("X{3,}$", fill));
        } while (files(call).exists(path));
        if (flags.has("d")) files(call).makeDirectory(path);
        else files(call).write(path, "");
        call.out(path + "\n");
        return 0;
    }

    private static int copied(Call call, boolean move) {
        Flags flags = Flags.of(call.arguments(), "rRfpavn", "t");
        if (flags.operands().size() != 2) return call.fail(1, "missing destination file operand");
        String from = flags.operands().get(0);
        String to = call.path(flags.operands().get(1));
        Optional<String> text = files(call).read(call.path(from));
        if (text.isEmpty()) return call.fail(1, "cannot stat '" + from + "': No such file or directory");
        if (files(call).isDirectory(to)) to = to + "/" + Files.name(from);
        if (!files(call).write(to, text.get())) {
            return call.fail(
                    1, "cannot create regular file '" + flags.operands().get(1) + "'");
        }
        if (move) files(call).remove(call.path(from));
        return 0;
    }

    private static int stat(Call call) {
        Flags flags = Flags.of(call.arguments(), "L", "c format");
        int status = 0;
        for (String name : flags.operands()) {
            String path = call.path(name);
            if (!files(call).exists(path)) {
                status = call.fail(1, "cannot statx '" + name + "': No such file or directory");
                continue;
            }
            long size = bytes(files(call).read(path).orElse(""));
            String format = flags.value("c", "format").orElse("  File: %n\n  Size: %s");
            long now = call.shell().world().now().getEpochSecond();
            call.out(format.replace("%s", String.valueOf(size))
                            .replace("%n", name)
                            .replace("%Y", "" + now) + "\n");
        }
        return status;
    }

    /** {@code find FOLDER [-name PATTERN] [-type f|d]}. */
    private static int find(Call call) {
        List<String> words = call.arguments();
        String start = words.isEmpty() || words.get(0).startsWith("-") ? "." : words.get(0);
        if (!files(call).exists(call.path(start))) {
            return call.fail(1, "'" + start + "': No such file or directory");
        }
        walk(call, start, after(words, "-name"), after(words, "-type"));
        return 0;
    }

    private static Optional<String> after(List<String> words, String option) {
        int at = words.indexOf(option);
        return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    }

    private static void walk(Call call, String path, Optional<String> name, Optional<String> type) {
        boolean folder = files(call).isDirectory(call.path(path));
        boolean named = name.isEmpty() || Glob.matches(name.get(), Files.name(path));
        if (named && (type.isEmpty() || type.get().equals("d") == folder)) call.out(path + "\n");
        if (!folder) return;
        for (String child : files(call).children(call.path(path))) {
            walk(call, path.endsWith("/") ? path + child : path + "/" + child, name, type);
        }
    }

    /** Everything belongs to root and may be read; there is nothing to change. */
    private static int changed(Call call) {
        int status = 0;
        for (String name : call.arguments().stream().skip(1).toList()) {
            if (!files(call).exists(call.path(name))) {
                status = call.fail(1, "cannot access '" + name + "': No such file or directory");
            }
        }
        return status;
    }

    private static int one(Call call, java.util.function.UnaryOperator<String> of) {
        for (String word : call.arguments()) if (!word.startsWith("-")) call.out(of.apply(word) + "\n");
        return call.arguments().isEmpty() ? call.fail(1, "missing operand") : 0;
    }
}
