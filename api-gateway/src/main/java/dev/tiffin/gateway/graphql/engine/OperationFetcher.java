package dev.tiffin.gateway.graphql.engine;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import mutiny.zero.flow.adapters.AdaptersToReactiveStreams;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * Calls the method of an operation, within a scope of its own that knows the caller, so that the bean's annotations
 * ({@code @RolesAllowed}) and {@link Caller} do.
 */
final class OperationFetcher implements DataFetcher<Object> {

    private final Object bean;
    private final Method method;
    private final List<String> names;
    private final Type[] types;
    private final Arguments arguments;
    private final CallScope scope;

    OperationFetcher(Object bean, Method method, List<String> names, Arguments arguments, CallScope scope) {
        this.bean = bean;
        this.method = method;
        this.names = names;
        this.types = method.getGenericParameterTypes();
        this.arguments = arguments;
        this.scope = scope;
    }

    @Override
    public Object get(DataFetchingEnvironment environment) throws Exception {
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int at = 0; at < values.length; at++) {
            String name = names.get(at);
            values[at] = arguments.of(name, environment.getArgument(name), types[at]);
        }
        Call call = environment.getGraphQlContext().get(Call.class);
        return scope.within(call, () -> started(call, values));
    }

    // Uni and Multi do nothing until they are subscribed to, not even look at who calls: that is done while it is
    // known.
    private Object started(Call call, @Nullable Object[] values) throws Exception {
        var result = invoke(values);
        if (result instanceof Uni<?> one) {
            return one.subscribeAsCompletionStage();
        }
        if (result instanceof Multi<?> many) {
            Publisher<Object> publisher =
                    AdaptersToReactiveStreams.publisher(many.onItem().castTo(Object.class));
            return (Publisher<Object>) subscriber -> subscribe(call, publisher, subscriber);
        }
        throw new IllegalStateException(method + " must answer a Uni or a Multi");
    }

    private void subscribe(Call call, Publisher<Object> publisher, Subscriber<? super Object> subscriber) {
        try {
            scope.within(call, () -> {
                publisher.subscribe(subscriber);
                return call;
            });
        } catch (Exception e) {
            throw new IllegalStateException("Subscribing throws nothing checked", e);
        }
    }

    private Object invoke(@Nullable Object[] values) throws Exception {
        try {
            return method.invoke(bean, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
