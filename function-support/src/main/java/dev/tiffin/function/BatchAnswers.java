package dev.tiffin.function;

import dev.tiffin.contract.EventBatch;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * The answer to a batch, as it grows: {@link EventBatch} says how it looks. What is done in one turn of the event loop,
 * as all that shared a request to the gateway is, goes in one piece. Safe for use by several threads.
 */
final class BatchAnswers {

    private final HttpServerResponse response;
    private final Context loop;
    private int unanswered;
    private Buffer lines = Buffer.buffer();

    /** @param loop on which the response is written */
    BatchAnswers(HttpServerResponse response, Context loop, int events) {
        this.response = response.putHeader(HttpHeaders.CONTENT_TYPE, EventBatch.ANSWER_MEDIA_TYPE);
        this.loop = loop;
        this.unanswered = events;
    }

    /** The event is done. */
    void done(int event) {
        add(line(event, 204));
    }

    /** The event has failed. */
    void failed(int event, Fault fault) {
        var line = line(event, fault.status()).put(EventBatch.TITLE, fault.sentence());
        var seconds = fault.retryAfterSeconds();
        add(seconds == null ? line : line.put(EventBatch.RETRY_AFTER, seconds));
    }

    private static JsonObject line(int event, int status) {
        return new JsonObject().put(EventBatch.EVENT, event).put(EventBatch.STATUS, status);
    }

    private synchronized void add(JsonObject line) {
        if (lines.length() == 0) {
            loop.runOnContext(ignored -> write());
        }
        lines.appendBuffer(line.toBuffer()).appendByte((byte) '\n');
        unanswered--;
    }

    private void write() {
        Buffer piece;
        boolean last;
        synchronized (this) {
            piece = lines;
            lines = Buffer.buffer();
            last = unanswered == 0;
        }
        if (response.closed()) {
            return;
        }
        if (last) {
            response.end(piece);
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true);
        }
        response.write(piece);
    }
}
