package dev.tiffin.gateway.graphql.edge;

import dev.tiffin.gateway.graphql.Errors;
import dev.tiffin.gateway.graphql.engine.Call;
import dev.tiffin.gateway.graphql.engine.Engine;
import dev.tiffin.gateway.graphql.engine.Engine.Kind;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One operation on a WebSocket: a query or mutation with one answer, or a subscription. State is touched on the
 * socket's event loop only; results come from wherever they are made.
 */
final class Operation implements Subscriber<ExecutionResult> {

    private final Socket socket;
    private final Protocol protocol;
    private final String id;
    private final String quotedId;

    private @Nullable Subscription subscription;
    private boolean over;

    /** Results that were written while the socket was full, and for which no further ones were asked for yet. */
    private int owed;

    Operation(Socket socket, Protocol protocol, String id) {
        this.socket = socket;
        this.protocol = protocol;
        this.id = id;
        this.quotedId = Json.quoted(id);
    }

    String id() {
        return id;
    }

    void execute(Engine engine, Call call) {
        var prepared = engine.prepare(call.query(), call.operationName());
        if (prepared.kind() == Kind.INVALID) {
            fail(prepared.errors());
            return;
        }
        engine.execute(prepared, call)
                .whenComplete((result, fault) -> socket.run(() -> executed(prepared.kind(), result, fault)));
    }

    /** Nobody waits for results any more. */
    void cancel() {
        over = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** The socket takes more again. */
    void resume() {
        if (owed > 0 && subscription != null) {
            int more = owed;
            owed = 0;
            subscription.request(more);
        }
    }

    @Override
    public void onSubscribe(Subscription started) {
        socket.run(() -> {
            if (over) {
                started.cancel();
                return;
            }
            subscription = started;
            started.request(socket.resultsAtOnce());
        });
    }

    @Override
    public void onNext(ExecutionResult result) {
        String message = protocol.next(quotedId, Json.text(result));
        socket.run(() -> next(message));
    }

    @Override
    public void onError(Throwable failure) {
        var errors = List.of(Errors.error(Errors.of(failure)));
        socket.run(() -> fail(errors));
    }

    @Override
    public void onComplete() {
        socket.run(this::complete);
    }

    private void executed(Kind kind, @Nullable ExecutionResult result, @Nullable Throwable fault) {
        if (over) {
            return;
        }
        if (result == null) {
            fail(List.of(Errors.error(Errors.of(fault == null ? new IllegalStateException("No result") : fault))));
            return;
        }
        if (kind == Kind.STREAM) {
            stream(result);
            return;
        }
        if (!result.isDataPresent()) {
            fail(result.getErrors());
            return;
        }
        socket.write(protocol.next(quotedId, Json.text(result)));
        complete();
    }

    private void stream(ExecutionResult result) {
        Publisher<ExecutionResult> results = result.getData();
        if (results == null) {
            fail(result.getErrors());
            return;
        }
        results.subscribe(this);
    }

    private void next(String message) {
        if (over || subscription == null) {
            return;
        }
        socket.write(message);
        if (socket.isReading()) {
            subscription.request(1);
        } else {
            owed++;
        }
    }

    private void fail(List<GraphQLError> errors) {
        if (!over) {
            over = true;
            socket.write(protocol.error(quotedId, errors));
            socket.finished(this);
        }
    }

    private void complete() {
        if (!over) {
            over = true;
            socket.write(protocol.complete(quotedId));
            socket.finished(this);
        }
    }
}
