package dev.tiffin.gateway.graphql.engine;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a field of many objects with one call of a method that takes a list: everything that is asked in one turn
 * of an event loop is asked together, be it by one answer or by all subscribers of a change. (A DataLoader would do for
 * one answer only, and would remember every event of a subscription as long as that lasts.)
 */
final class TogetherFetcher implements DataFetcher<Object> {

    private record Asked(Object source, CompletableFuture<@Nullable Object> answer) {}

    private final Object bean;
    private final Method method;
    private final Map<Context, List<Asked>> waiting = new ConcurrentHashMap<>();

    TogetherFetcher(Object bean, Method method) {
        this.bean = bean;
        this.method = method;
    }

    @Override
    public Object get(DataFetchingEnvironment environment) {
        var asked = new Asked(Objects.requireNonNull(environment.getSource()), new CompletableFuture<>());
        var context = eventLoop();
        // Only this event loop's thread touches its own list.
        var list = waiting.get(context);
        if (list == null) {
            list = new ArrayList<>();
            waiting.put(context, list);
            context.runOnContext(turn -> ask(context));
        }
        list.add(asked);
        return asked.answer;
    }

    private static Context eventLoop() {
        var current = Vertx.currentContext();
        if (current == null) {
            throw new IllegalStateException("GraphQL is executed on event loops");
        }
        return ((ContextInternal) current).unwrap();
    }

    private void ask(Context context) {
        var together = waiting.remove(context);
        if (together == null) {
            return;
        }
        // The same object, asked by many subscribers, is one question.
        var distinct = together.stream().map(Asked::source).distinct().toList();
        invoke(distinct).subscribe().with(answers -> answer(together, distinct, answers), failure -> {
            for (var asked : together) {
                asked.answer.completeExceptionally(failure);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private Uni<? extends List<? extends @Nullable Object>> invoke(List<Object> sources) {
        try {
            return (Uni<? extends List<? extends @Nullable Object>>) method.invoke(bean, sources);
        } catch (ReflectiveOperationException e) {
            return Uni.createFrom().failure(e);
        }
    }

    private static void answer(List<Asked> together, List<Object> distinct, List<? extends @Nullable Object> answers) {
        Map<Object, Integer> places = new HashMap<>();
        for (int at = 0; at < distinct.size(); at++) {
            places.put(distinct.get(at), at);
        }
        for (var asked : together) {
            asked.answer.complete(answers.get(places.getOrDefault(asked.source, 0)));
        }
    }
}
