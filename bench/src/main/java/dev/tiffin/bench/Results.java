package dev.tiffin.bench;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was measured, as it is written to {@code bench.json}.
 *
 * @param rest null unless it was asked for
 */
record Results(
        Environment environment,
        @Nullable Rest rest,
        List<Throughput> throughput,
        List<Latency> latency,
        List<Burst> burst,
        List<Crowd> crowd) {

    /** The name of what everything is compared with. */
    static final String FLOOR = "floor";

    /** The name of the system itself. */
    static final String WHOLE_FLOW = "whole flow";

    /** The gateway with nobody behind it: an order has arrived when its first version is pushed. */
    static final String GATEWAY = "gateway alone";

    /** The bridge between a writer of orders and a Broker that takes everything. */
    static final String BRIDGE = "bridge alone";

    /** The same bridge, when many events wait and nobody writes: what it carries by itself. */
    static final String BACKLOG = "backlog";

    /** What the bridge is compared with: a program that only posts. */
    static final String POSTS = "posts alone";

    /** Writers of orders, none of whom looks whether a bridge sleeps; there is none. */
    static final String SILENT_WRITERS = "writers without the doorbell";

    /** Writers as they are, without a bridge. */
    static final String WRITERS = "writers";

    /** The same while a bridge delivers what they write. */
    static final String WATCHED_WRITERS = "writers and the bridge";

    /** A measurement that each contender has once a round. */
    interface Contest {
        int round();

        String contender();
    }

    /** What it was measured on. */
    record Environment(
            String startedAt, int cores, String postgresql, String java, int ordersInFlight, int ordersPerSecond) {}

    /**
     * The system without load.
     *
     * @param startSeconds from starting the launcher until all is healthy
     * @param residentMegabytes memory in RAM by process group
     * @param cpuPercentOfOneCore by process group
     * @param transactionsPerMinute of all its sessions with the database
     */
    record Rest(
            double startSeconds,
            SortedMap<String, Double> residentMegabytes,
            SortedMap<String, Double> cpuPercentOfOneCore,
            double transactionsPerMinute) {}

    /**
     * A contender under full load.
     *
     * @param cpuMillisPerOrder of all that work for the contender
     * @param cpuMillisPerOrderByProcess the same by process group
     * @param othersShare of all cores, used by anything outside the run, from 0 to 1
     */
    record Throughput(
            int round,
            String contender,
            long orders,
            double ordersPerSecond,
            double cpuMillisPerOrder,
            SortedMap<String, Double> cpuMillisPerOrderByProcess,
            double othersShare)
            implements Contest {}

    /** A contender at a fixed rate: milliseconds from placing an order until it has arrived. */
    record Latency(int round, String contender, int orders, double p50, double p99) implements Contest {}

    /** Many orders in one mutation. */
    record Burst(int round, int orders, double answerMillis, double arrivedMillis) {}

    /**
     * The gateway alone with very many subscribers.
     *
     * @param sockets that were open, each with one subscription
     * @param kilobytesEach by which the gateway's memory in RAM has grown for each
     * @param watchers that were shown the same change
     * @param shownMillis from sending the mutation until the last of them was shown what it did
     * @param orders in one mutation of a customer who watches them
     * @param firstAnswerMillis until that was answered by a gateway that had just started
     * @param answerMillis the same, warm
     */
    record Crowd(
            int round,
            int sockets,
            double kilobytesEach,
            int watchers,
            double shownMillis,
            int orders,
            double firstAnswerMillis,
            double answerMillis) {}
}
