package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Finds a block of ports that nobody listens on. */
final class FreePorts {

    /** Below the ports that the kernel hands out for outgoing connections, which come and go. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private FreePorts() {}

    /** The first port of a block that was free a moment ago. */
    static int block(int length) {
        var chance = RandomGenerator.getDefault();
        for (int i = 0; i < TRIES; i++) {
            var first = chance.nextInt(FIRST, LAST - length);
            if (free(first, length)) {
                return first;
            }
        }
        throw new BenchFailure("No " + length + " free ports in a row between " + FIRST + " and " + LAST);
    }

    private static boolean free(int first, int length) {
        for (int port = first; port < first + length; port++) {
            try (var probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
