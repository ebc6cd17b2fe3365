package io.vastctl.memory;

import static io.vastctl.memory.Rentals.intent;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes connections and does not answer any more. */
class HangingServerTest {

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private final FakeTime wall = new FakeTime();
    private final List<String> told = new ArrayList<>();

    @Test
    void aServerThatHangsIsAwayAfterItsTimeAndWhatWasNotedIsThereOnce() throws IOException {
        String direct = EmbeddedServer.withTables();
        try (Wire wire = new Wire(EmbeddedServer.port())) {
            String url = direct.replace(":" + EmbeddedServer.port() + "/", ":" + wire.port() + "/")
                    + "&socketTimeout=1&loginTimeout=2";
            try (Database database = Database.open(
                    new StateAddress.OnServer(url),
                    Map.of(),
                    time,
                    () -> false,
                    Optional.of(new SpoolPlace(folder.resolve("server-1.db"), wall, wall, told::add)))) {
                new Owners(database, wall).register("o", new Liveness("here", pid -> Optional.of("")), 1, "test");
                Journal journal = new Journal(database, "o");
                journal.intend(intent("a"));

                wire.hangs = true;
                journal.created("a", 77);
                wall.pass(Duration.ofMinutes(1));
                journal.destroying("a");
                assertThat(journal.recall("a").map(Entry::state)).contains(State.DESTROYING);
                assertThat(told).hasSize(1);

                wire.hangs = false;
                wall.pass(Duration.ofMinutes(1));
                journal.gone("a", "absent on 2 good reads");
            }
        }
        try (Database after = Database.open(new StateAddress.OnServer(direct), Map.of(), time, () -> false)) {
            assertThat(new Journal(after).find("a").map(Entry::state)).contains(State.GONE);
        }
        assertThat(told).last().asString().contains("2 notes of this process were brought in");
    }

    /** Carries bytes to and fro on loopback, or takes them and keeps them. */
    private static final class Wire implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new CopyOnWriteArrayList<>();
        private final int target;
        private volatile boolean hangs;

        Wire(int target) throws IOException {
            this.target = target;
            inBackground(this::accept);
        }

        int port() {
            return door.getLocalPort();
        }

        private void accept() throws IOException {
            while (true) {
                Socket from = door.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                open.addAll(List.of(from, to));
                inBackground(() -> carry(from.getInputStream(), to.getOutputStream()));
                inBackground(() -> carry(to.getInputStream(), from.getOutputStream()));
            }
        }

        private void carry(InputStream from, OutputStream to) throws IOException {
            byte[] some = new byte[8192];
            for (int read = from.read(some); read >= 0; read = from.read(some)) if (!hangs) to.write(some, 0, read);
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void inBackground(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // One end was closed: there is no more to carry.
                    return;
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            door.close();
            for (Socket socket : open) socket.close();
        }
    }
}
