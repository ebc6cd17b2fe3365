package io.vastctl.adapter;

/**
 * Where the files of a run lie on the rented machine.
 *
 * @param cache below it models arrive: its growth is the only sign of a download
 * @param curlrc holds the API key for curl, so that it stands on no command line
 * @param marks prefix of the files of a run: {@code .log}, {@code .pid}, {@code .exit}, {@code .hold}
 */
public record RunFiles(String cache, String curlrc, String marks) {

    /** Where Vast.ai puts what {@code onstart} said, and runs it at each start of the container. */
    private static final String START_SCRIPT = "/root/onstart.sh";

    private static final String CURLRC = "/root/.vastctl/curlrc";

    /** On a machine as Vast.ai gives it; only tests use another place for the key. */
    public static RunFiles onMachine(String cache, String marks) {
        return new RunFiles(cache, CURLRC, marks);
    }

    public String log() {
        return marks + ".log";
    }

    /** Holds the number of the server's main process. */
    public String pid() {
        return marks + ".pid";
    }

    /** Holds the exit code of the server once it has ended. */
    public String exit() {
        return marks + ".exit";
    }

    /** What starts the server. */
    public String startScript() {
        return START_SCRIPT;
    }

    /** Names the process that holds back the download, where there is one. */
    public String hold() {
        return marks + ".hold";
    }
}
