package dev.tiffin.simulator;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All payments, refunds, and answers by their idempotency keys: in memory, and in a {@link Journal} first. A payment
 * and the answer to it are one line, so neither is ever there without the other. Thread-safe.
 */
final class Ledger implements AutoCloseable {

    /**
     * An answer that its key repeats.
     *
     * @param key the idempotency key
     * @param content of the request that was answered
     * @param status of HTTP
     * @param body JSON
     * @param lost whether the answer never arrives
     * @param at when it was first given
     */
    record Answer(String key, String content, int status, String body, boolean lost, Instant at) {}

    /** Something that happened: up to one of each, all of it or nothing. */
    record Entry(
            @Nullable Intent intent,
            @Nullable Refund refund,
            @Nullable Answer answer) {}

    private final Duration keyLifetime;
    private final InstantSource clock;
    private final Journal journal;
    private final Map<String, Intent> intents = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    Ledger(Path path, Duration keyLifetime, InstantSource clock) {
        this.keyLifetime = keyLifetime;
        this.clock = clock;
        this.journal = Journal.open(path, line -> keep(read(line)));
    }

    /** Durable when this returns. */
    synchronized void record(Entry entry) {
        journal.append(write(entry));
        keep(entry);
    }

    synchronized Optional<Intent> intent(String id) {
        return Optional.ofNullable(intents.get(id));
    }

    /** All payments, oldest first. */
    synchronized List<Intent> intents() {
        return List.copyOf(intents.values());
    }

    /** All refunds, oldest first. */
    synchronized List<Refund> refunds() {
        return List.copyOf(refunds.values());
    }

    /** The refunds of a payment, oldest first. */
    synchronized List<Refund> refunds(String intent) {
        return refunds.values().stream()
                .filter(refund -> refund.intent().equals(intent))
                .toList();
    }

    /** The answer that the key repeats, unless it was forgotten. */
    synchronized Optional<Answer> answer(String key) {
        forget();
        return Optional.ofNullable(answers.get(key));
    }

    private void keep(Entry entry) {
        if (entry.intent != null) {
            intents.put(entry.intent.id(), entry.intent);
        }
        if (entry.refund != null) {
            refunds.put(entry.refund.id(), entry.refund);
        }
        if (entry.answer != null) {
            answers.remove(entry.answer.key());
            answers.put(entry.answer.key(), entry.answer);
        }
    }

    /** The oldest come first. */
    private void forget() {
        var bound = clock.instant().minus(keyLifetime);
        var old = new ArrayList<String>();
        for (var answer : answers.values()) {
            if (answer.at().isAfter(bound)) {
                break;
            }
            old.add(answer.key());
        }
        old.forEach(answers::remove);
    }

    private static JsonObject write(Entry entry) {
        var line = new JsonObject();
        if (entry.intent != null) {
            line.put("intent", entry.intent.json());
        }
        if (entry.refund != null) {
            line.put("refund", entry.refund.json());
        }
        var answer = entry.answer;
        if (answer != null) {
            line.put(
                    "answer",
                    new JsonObject()
                            .put("key", answer.key())
                            .put("content", answer.content())
                            .put("status", answer.status())
                            .put("body", answer.body())
                            .put("lost", answer.lost())
                            .put("at", answer.at().toEpochMilli()));
        }
        return line;
    }

    private static Entry read(JsonObject line) {
        var intent = line.getJsonObject("intent");
        var refund = line.getJsonObject("refund");
        var answer = line.getJsonObject("answer");
        return new Entry(
                intent == null ? null : Intent.of(intent),
                refund == null ? null : Refund.of(refund),
                answer == null
                        ? null
                        : new Answer(
                                answer.getString("key"),
                                answer.getString("content"),
                                answer.getInteger("status"),
                                answer.getString("body"),
                                answer.getBoolean("lost"),
                                Instant.ofEpochMilli(answer.getLong("at"))));
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
