package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Syntax.Redirect;
import java.util.Optional;

/** One {@code >file}, {@code 2>&1}, {@code <file} or here document. */
final class Redirection {

    private static final int BOTH = 3;

    private final Shell shell;
    private final Redirect redirect;

    Redirection(Shell shell, Redirect redirect) {
        this.shell = shell;
        this.redirect = redirect;
    }

    Optional<Streams> apply(Streams io) {
        String target = Expander.text(redirect.target(), shell, io.err());
        return switch (redirect.operator()) {
            case "<<" -> Optional.of(io.in(Input.of(target)));
            case "<<<" -> Optional.of(io.in(Input.of(target + "\n")));
            case "<" -> input(io, target);
            case ">&" ->
                target.equals("1") || target.equals("2") ? Optional.of(duplicate(io, target)) : file(io, target, false);
            default -> file(io, target, redirect.operator().equals(">>"));
        };
    }

    private Streams duplicate(Streams io, String target) {
        Output other = target.equals("1") ? io.out() : io.err();
        return redirect.descriptor() == 2 ? io.err(other) : io.out(other);
    }

    private Optional<Streams> input(Streams io, String target) {
        String path = Files.resolve(shell.folder(), target);
        Optional<String> text = shell.world().files().read(path);
        if (text.isEmpty()) shell.complain(io, target + ": No such file or directory");
        return text.map(found -> io.in(Input.of(found)));
    }

    private Optional<Streams> file(Streams io, String target, boolean append) {
        String path = Files.resolve(shell.folder(), target);
        Files files = shell.world().files();
        String before = append ? files.read(path).orElse("") : "";
        if (!files.write(path, before)) {
            String why = files.isDirectory(path)
                    ? "Is a directory"
                    : files.exists(path) ? "Permission denied" : "No such file or directory";
            shell.complain(io, target + ": " + why);
            return Optional.empty();
        }
        Output file = path.equals("/dev/null")
                ? Output.NOWHERE
                : text -> files.write(path, files.read(path).orElse("") + text);
        return Optional.of(to(io, file));
    }

    private Streams to(Streams io, Output file) {
        return switch (redirect.descriptor()) {
            case 2 -> io.err(file);
            case BOTH -> io.out(file).err(file);
            default -> io.out(file);
        };
    }
}
