package io.vastctl.adapter.vllm;

/**
 * Where things lie on the rented machine. Only tests use other places than {@link #ON_MACHINE}.
 *
 * @param cache the Hugging Face cache: its growth is the only sign of a download
 * @param curlrc holds the API key for curl, so that it stands on no command line
 * @param marks prefix of the files of a run: {@code .log}, {@code .pid}, {@code .exit}, {@code .hold}
 */
record VllmPaths(String cache, String curlrc, String marks) {

    static final VllmPaths ON_MACHINE = new VllmPaths("/root/.cache/huggingface", "/root/.vastctl/curlrc", "/tmp/vllm");

    String log() {
        return marks + ".log";
    }

    String pid() {
        return marks + ".pid";
    }

    /** Names the process that holds back the download. */
    String hold() {
        return marks + ".hold";
    }

    String exit() {
        return marks + ".exit";
    }
}
