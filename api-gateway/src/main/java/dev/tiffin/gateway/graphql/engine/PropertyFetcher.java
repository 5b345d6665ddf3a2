package dev.tiffin.gateway.graphql.engine;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a component of a record. SmallRye's own fetcher copies its whole context and the selection, as JSON, for every
 * field of every object; this one calls the accessor.
 */
final class PropertyFetcher implements LightDataFetcher<@Nullable Object> {

    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle accessor;

    PropertyFetcher(Class<?> owner, String accessor) {
        try {
            this.accessor = MethodHandles.publicLookup()
                    .unreflect(owner.getMethod(accessor))
                    .asType(ACCESSOR);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("There is no accessor " + accessor + " in " + owner, e);
        }
    }

    @Override
    public @Nullable Object get(
            GraphQLFieldDefinition field, Object source, Supplier<DataFetchingEnvironment> environment) {
        return read(source);
    }

    @Override
    public @Nullable Object get(DataFetchingEnvironment environment) {
        return read(Objects.requireNonNull(environment.getSource()));
    }

    private @Nullable Object read(Object source) {
        try {
            return (Object) accessor.invokeExact(source);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Accessors throw nothing checked", e);
        }
    }
}
