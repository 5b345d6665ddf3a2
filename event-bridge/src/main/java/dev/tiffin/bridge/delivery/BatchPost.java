package dev.tiffin.bridge.delivery;

import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.EventTypes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posts several events at once, in the batch mode of the CloudEvents HTTP binding, and reads the answer to each as it
 * comes: {@link EventBatch} says how both look.
 */
final class BatchPost {

    private static final CharSequence MEDIA_TYPE = HttpHeaders.createOptimized(EventBatch.MEDIA_TYPE);

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;
    private final OutcomeTable outcomes;
    private final String inCommon;

    /** Hears what becomes of a batch, until {@link #over} or {@link #refused}; what it hears after that is void. */
    interface Answers {

        /** One of the events was answered, by its place in the batch. */
        void answered(int event, Outcome outcome);

        /** No more answers will come. */
        void over(Outcome ofTheRest);

        /**
         * No event was looked at: one by one they may do better.
         *
         * @param status 400, 413 or 422 if something is wrong with this batch, anything else if batches are not taken
         */
        void refused(int status);
    }

    BatchPost(Vertx vertx, HttpClient client, Duration timeout, OutcomeTable outcomes, EventAttributes attributes) {
        this.vertx = vertx;
        this.client = client;
        this.timeout = timeout;
        this.outcomes = outcomes;
        var same = new JsonObject()
                .put("specversion", "1.0")
                .put("source", attributes.source())
                .put("datacontenttype", "application/json")
                .put("dataschema", EventTypes.DATA_SCHEMA);
        attributes.extensions().forEach(same::put);
        var object = same.encode();
        this.inCommon = object.substring(0, object.length() - 1);
    }

    /** @param authorization value of the header; null for none */
    void post(List<OrderEvent> events, RequestOptions to, @Nullable String authorization, Answers answers) {
        client.request(to).onComplete(got -> {
            if (got.failed()) {
                answers.over(outcomes.unconnected(got.cause()));
                return;
            }
            send(got.result(), events, authorization, answers);
        });
    }

    private void send(
            HttpClientRequest request, List<OrderEvent> events, @Nullable String authorization, Answers answers) {
        request.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        if (authorization != null) {
            request.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        // The time-out of the request covers the head of the answer, this one all of it.
        long timer = vertx.setTimer(timeout.toMillis(), late -> request.reset());
        request.send(body(events)).onComplete(got -> {
            if (got.failed()) {
                vertx.cancelTimer(timer);
                answers.over(outcomes.unanswered(got.cause()));
                return;
            }
            var response = got.result();
            response.end().onComplete(end -> vertx.cancelTimer(timer));
            if (answersEach(response)) {
                read(response, events.size(), answers);
            } else {
                readRefusal(response, answers);
            }
        });
    }

    private Buffer body(List<OrderEvent> events) {
        var body = Buffer.buffer(
                events.stream().mapToInt(event -> event.body().length() + 700).sum());
        var separator = '[';
        for (var event : events) {
            append(body.appendByte((byte) separator), event);
            separator = ',';
        }
        return body.appendByte((byte) ']');
    }

    /** All that stands here between quotes is ASCII without quotes, by its type or by a pattern. */
    private void append(Buffer body, OrderEvent event) {
        var attributes = new StringBuilder(inCommon)
                .append(",\"id\":\"")
                .append(event.id())
                .append("\",\"type\":\"")
                .append(event.type())
                .append("\",\"subject\":\"")
                .append(event.orderId())
                .append("\",\"time\":\"")
                .append(event.time())
                .append("\",\"partitionkey\":\"")
                .append(event.orderId())
                .append("\",\"sequence\":\"")
                .append(event.sequence());
        if (event.traceparent() != null) {
            attributes.append("\",\"traceparent\":\"").append(event.traceparent());
        }
        if (event.replay()) {
            attributes.append("\",\"replay\":\"true");
        }
        body.appendString(attributes.append("\",\"data\":").toString())
                .appendBuffer(event.body())
                .appendByte((byte) '}');
    }

    private void read(HttpClientResponse response, int events, Answers answers) {
        response.handler(RecordParser.newDelimited("\n", line -> {
            try {
                read(new JsonObject(line), events, answers);
            } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
                answers.over(outcomes.unanswered(e));
                response.request().reset();
            }
        }));
        response.exceptionHandler(failure -> answers.over(outcomes.unanswered(failure)));
        response.endHandler(end ->
                answers.over(outcomes.unanswered(new IllegalStateException("the answer to the batch ended before"))));
    }

    private void read(JsonObject line, int events, Answers answers) {
        int event = line.getInteger(EventBatch.EVENT, -1);
        int status = line.getInteger(EventBatch.STATUS, 0);
        if (event < 0 || event >= events || status < 100) {
            throw new IllegalArgumentException("no line of an answer to a batch");
        }
        var seconds = line.getInteger(EventBatch.RETRY_AFTER);
        answers.answered(
                event,
                outcomes.of(status, seconds == null ? null : seconds.toString(), line.getString(EventBatch.TITLE, "")));
    }

    /** Somebody who takes a batch for one event must not be believed that all is done. */
    private static boolean answersEach(HttpClientResponse response) {
        var type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return response.statusCode() == 200 && type != null && type.startsWith(EventBatch.ANSWER_MEDIA_TYPE);
    }

    private void readRefusal(HttpClientResponse response, Answers answers) {
        int status = response.statusCode();
        if (status < 300 || !OutcomeTable.isRetryable(status)) {
            response.request().reset();
            answers.refused(status);
            return;
        }
        HttpPost.rest(
                vertx,
                response,
                text -> answers.over(outcomes.of(
                        status, response.getHeader(HttpHeaders.RETRY_AFTER), text.toString(StandardCharsets.UTF_8))));
    }
}
