package dev.tiffin.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Which port is whose, counted from the gateway's, and who is in the way. */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    /** PostgreSQL's distance from the gateway's port, and the last port in use. */
    static final int SPAN = 10;

    /** Below the ports that Linux gives to outgoing connections. */
    private static final int FIRST_FREE = 20_000;

    private static final int LAST_FREE = 32_000;
    private static final int LISTENING = 0x0A;

    private Ports() {}

    /**
     * Refuses to go on if somebody listens already.
     *
     * @param what the part of the system that wants it
     */
    static void mustBeFree(String what, String host, int port) {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                new ServerSocket(port, 1, address).close();
            }
        } catch (IOException e) {
            var holder = holder(port).map(who -> " by " + who).orElse("");
            throw new Trouble(
                    "Port " + port + ", which " + what + " needs, is taken" + holder
                            + "; choose others with TIFFIN_PORT=" + (port < 20_000 ? 18_080 : 8_080) + ".",
                    e);
        }
    }

    /** The first of a row of ports that nobody uses now. */
    static int freeRow() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE))
                .filter(first -> IntStream.rangeClosed(first, first + SPAN).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that listens on a port, where the machine tells: Linux does, for processes one may look into. */
    private static Optional<String> holder(int port) {
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (var line : Files.readAllLines(Path.of(table))) {
                    var column = line.strip().split("\\s+");
                    if (column.length > 9 && listens(column[1], column[3], port)) {
                        return ownerOf("socket:[" + column[9] + "]");
                    }
                }
            } catch (IOException e) {
                return Optional.empty(); // no such table on this system: the sentence does without
            }
        }
        return Optional.empty();
    }

    private static boolean listens(String local, String state, int port) {
        return state.matches("[0-9A-F]+")
                && Integer.parseInt(state, 16) == LISTENING
                && Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16) == port;
    }

    private static Optional<String> ownerOf(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), socket))
                .findFirst()
                .map(process -> process.info()
                                .command()
                                .map(Path::of)
                                .map(Path::getFileName)
                                .orElse(Path.of("process")) + " (process " + process.pid() + ")");
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false; // gone meanwhile, or another user's
        }
    }
}
