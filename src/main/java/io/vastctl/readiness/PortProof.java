package io.vastctl.readiness;

import io.vastctl.workload.Workload;
import java.time.Duration;

/**
 * A tiny listener in the container on a port of its own, mapped like the server's, that tells who it is to whoever
 * connects: it proves from outside that mapped ports lead to this container, long before the server listens. Not on
 * the server's own port, because the server dies of a port in use.
 */
public final class PortProof {

    static final String PROBE = "port-proof";

    /** How long the listener lives. */
    static final Duration LIFE = Duration.ofSeconds(90);

    private static final int PORT = 17862;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private PortProof() {}

    /** The container port of the listener. */
    public static int port(Workload workload) {
        return workload.port() == PORT ? PORT + 1 : PORT;
    }

    /** What it says, without the line end. */
    public static String word(long instanceId) {
        return "vastctl-port-proof " + instanceId;
    }

    /** Prints {@code listening} if it, or the one from before, listens; {@code none} where there is no tool for it. */
    public static Probe listener(int port, long instanceId) {
        return Probe.run(
                PROBE,
                LISTENER.replace("@PORT@", String.valueOf(port))
                        .replace("@HEX@", String.format("%04X", port))
                        .replace("@WORD@", word(instanceId))
                        .replace("@LIFE@", String.valueOf(LIFE.toSeconds())),
                LIMIT);
    }

    static boolean isListening(ProbeReport report) {
        return report.stdout(PROBE).startsWith("listening");
    }

    // It leaves the shell that starts it, and holds none of its streams.
    private static final String LISTENER = """
            if command -v python3 >/dev/null; then python3 -c '
            import os,signal,socket,sys
            s=socket.socket()
            s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1)
            try:
              s.bind(("",@PORT@)); s.listen(8)
            except OSError:
              print("listening already"); sys.exit()
            print("listening",flush=True)
            if os.fork(): os._exit(0)
            os.setsid(); signal.alarm(@LIFE@)
            n=os.open(os.devnull,os.O_RDWR)
            for f in 0,1,2: os.dup2(n,f)
            while 1:
              try:
                c,_=s.accept(); c.sendall(b"@WORD@\\n"); c.close()
              except OSError: pass
            '
            elif command -v nc >/dev/null && command -v timeout >/dev/null; then
              n=/proc/net/tcp
              grep -qi ':@HEX@ 0*:0000 0A' $n ${n}6 2>/dev/null || {
                timeout @LIFE@ sh -c 'while :; do echo @WORD@ | nc -l -p @PORT@ || echo @WORD@ | nc -l @PORT@ ||
                  sleep 1; done' </dev/null >/dev/null 2>&1 &
                sleep 1
              }
              if grep -qi ':@HEX@ 0*:0000 0A' $n ${n}6 2>/dev/null; then echo listening; else echo none; fi
            else echo none; fi""";
}
