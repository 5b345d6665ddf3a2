package dev.tiffin.local;

import java.util.ArrayList;
import java.util.List;

/**
 * One of many small JVMs on one machine: no collector threads, small heaps.
 *
 * @param heapMegabytes the most its heap may take
 * @param compilers which of the JVM's compilers it has
 */
record Jvm(int heapMegabytes, Compilers compilers) {

    private static final int UNSAFE_OPTION_SINCE = 23;

    /** How much is made of code that runs often. */
    enum Compilers {
        /** Compiled once, quickly: for who runs little code of its own, most of it only now and then. */
        FIRST("-XX:TieredStopAtLevel=1"),
        /** Compiled again, better, at many times the price: for who is the bottleneck. */
        BOTH("-XX:+TieredCompilation");

        private final String option;

        Compilers(String option) {
            this.option = option;
        }
    }

    /** @param more what comes last and so has the last word */
    List<String> options(List<String> more) {
        var options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                compilers.option,
                "-Xms16m",
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                // It is asked until it is ready, and would write a line each time.
                "-Dquarkus.log.category.\"io.smallrye.health\".level=WARN"));
        if (Runtime.version().feature() >= UNSAFE_OPTION_SINCE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        options.addAll(more);
        return options;
    }
}
