package dev.tiffin.bridge;

import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many deliveries are under way, by partition; tells when none is. */
final class UnderWay {

    private final int[] deliveries = new int[Partitions.COUNT];
    private final Map<Promise<Void>, Partitions> waiting = new HashMap<>();

    void started(int partition) {
        deliveries[partition]++;
    }

    void ended(int partition) {
        deliveries[partition]--;
        tellIfQuiet();
    }

    /** Completes when none is under way in these; at once if none is. */
    Future<Void> quiet(Partitions partitions) {
        Promise<Void> quiet = Promise.promise();
        waiting.put(quiet, partitions);
        tellIfQuiet();
        return quiet.future();
    }

    private void tellIfQuiet() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Promise<Void> quiet : List.copyOf(waiting.keySet())) {
            var partitions = waiting.getOrDefault(quiet, Partitions.NONE);
            if (partitions.numbers().stream().allMatch(partition -> deliveries[partition] == 0)) {
                waiting.remove(quiet);
                quiet.complete();
            }
        }
    }
}
