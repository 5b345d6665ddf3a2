package dev.tiffin.function;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.contract.OrderSnapshot;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what came as a batch, which Funqy does not do: each event goes to the function that takes its type, on
 * the event loop, and is answered on its own ({@link dev.tiffin.contract.EventBatch}). To the function it is as if it
 * had come alone.
 *
 * <p>Only where every function {@linkplain NeverBlocks never blocks}: an HTTP request costs more than such a step, so
 * that sharing it is worth while. A function that blocks holds a thread for each event; it had better be scaled by the
 * number of its requests, one for each event, so it takes no batches.
 */
@Singleton
final class EventBatches {

    private final BatchReader reader;
    private final Failures failures;
    private final Map<String, FunctionInvoker> byType = new HashMap<>();
    private final boolean taken;

    @Inject
    EventBatches(ObjectMapper mapper, Failures failures) {
        this(mapper, failures, FunctionRecorder.registry.invokers());
    }

    EventBatches(ObjectMapper mapper, Failures failures, Collection<FunctionInvoker> invokers) {
        this.reader = new BatchReader(mapper);
        this.failures = failures;
        this.taken = invokers.stream().allMatch(EventBatches::neverBlocks);
        invokers.forEach(this::add);
    }

    private static boolean neverBlocks(FunctionInvoker invoker) {
        return invoker.getMethod().isAnnotationPresent(NeverBlocks.class);
    }

    private void add(FunctionInvoker invoker) {
        var mapping = invoker.getMethod().getAnnotation(CloudEventMapping.class);
        if (mapping != null && mapping.attributes().length == 0) {
            byType.put(mapping.trigger(), invoker);
        }
    }

    /**
     * Can be asked before the body is there.
     *
     * @throws Fault if batches are not taken here
     */
    void checkTaken() {
        if (!taken) {
            throw Fault.of(Fault.Kind.BATCH, "Batches of events are not taken here, send them one by one");
        }
    }

    /**
     * Takes the batch that is the request's body and answers it, later.
     *
     * @throws Fault if the batch as a whole is refused
     */
    void take(RoutingContext context) {
        var events = reader.read(context.body().buffer());
        var invokers = events.stream().map(event -> invoker(event.type())).toList();
        var loop = requireNonNull(Vertx.currentContext(), "requests arrive on an event loop");
        var answers = new BatchAnswers(context.response(), loop, events.size());
        for (int i = 0; i < events.size(); i++) {
            call(invokers.get(i), events.get(i), i, answers);
        }
    }

    private FunctionInvoker invoker(String type) {
        var invoker = byType.get(type);
        if (invoker == null) {
            throw Fault.of(Fault.Kind.UNKNOWN_TYPE, "No function here takes all events of this batch");
        }
        return invoker;
    }

    private void call(FunctionInvoker invoker, CloudEvent<OrderSnapshot> event, int place, BatchAnswers answers) {
        var exchange = new Exchange(event);
        invoker.invoke(exchange, exchange);
        exchange.getOutput()
                .subscribe()
                .with(
                        done -> answers.done(place),
                        failure -> answers.failed(place, failures.explain(failure, event.id())));
    }

    /** What Funqy calls a request and a response: an event, and when it is done. */
    private static final class Exchange implements FunqyServerRequest, FunqyServerResponse {

        private final CloudEvent<OrderSnapshot> event;
        private @Nullable Uni<?> output;

        Exchange(CloudEvent<OrderSnapshot> event) {
            this.event = event;
        }

        @Override
        public RequestContext context() {
            var context = new RequestContextImpl();
            context.setContextData(CloudEvent.class, event);
            return context;
        }

        @Override
        @SuppressWarnings("rawtypes") // Funqy's
        public Object extractInput(Class inputClass) {
            return event;
        }

        @Override
        public Uni<?> getOutput() {
            return requireNonNull(output, "a function that was called has an output");
        }

        @Override
        public void setOutput(Uni<?> out) {
            output = out;
        }
    }
}
