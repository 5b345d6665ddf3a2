package dev.tiffin.bench;

import dev.tiffin.bench.machine.CpuMeter;
import dev.tiffin.bench.system.PostgresSession;
import dev.tiffin.bench.system.RunningSystem;
import java.time.Duration;
import java.util.TreeMap;

/** What the system takes while nobody wants anything of it. */
final class AtRest {

    /** JVMs compile for some seconds after they have started; only then do they rest. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private AtRest() {}

    static Results.Rest measure(RunningSystem system, PostgresSession database, CpuMeter meter, Duration window) {
        pass(SETTLING);
        var transactionsBefore = database.transactions();
        var before = meter.read();
        pass(window);
        var use = meter.read().since(before);
        // One of them is the bench's own first question.
        var transactions = database.transactions() - transactionsBefore - 1;
        var percent = new TreeMap<String, Double>();
        use.millisByGroup().forEach((group, millis) -> percent.put(group, 100 * millis / window.toMillis()));
        return new Results.Rest(
                system.startTime().toMillis() / 1000.0,
                meter.residentMegabytes(),
                percent,
                transactions * 60_000.0 / window.toMillis());
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new BenchFailure("Interrupted", e);
        }
    }
}
