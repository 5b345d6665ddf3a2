package dev.tiffin.gateway.graphql.engine;

import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLSchema;
import graphql.schema.visibility.DefaultGraphqlFieldVisibility;
import io.quarkus.arc.Arc;
import io.smallrye.graphql.schema.model.Argument;
import io.smallrye.graphql.schema.model.Field;
import io.smallrye.graphql.schema.model.Operation;
import io.smallrye.graphql.schema.model.Schema;
import io.smallrye.graphql.schema.model.Type;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Gives every field of the schema that SmallRye made from the annotations a fetcher of ours. SmallRye's cost several
 * times what graphql-java needs for all the rest.
 */
final class Wiring {

    private final Schema model;
    private final GraphQLCodeRegistry.Builder registry;
    private final Arguments arguments = new Arguments();
    private final CallScope scope;

    private Wiring(GraphQLSchema schema, Schema model, CallScope scope) {
        this.model = model;
        // SmallRye's own visibility matches every field of every answer against patterns, of which there are none.
        this.registry = GraphQLCodeRegistry.newCodeRegistry(schema.getCodeRegistry())
                .fieldVisibility(DefaultGraphqlFieldVisibility.DEFAULT_FIELD_VISIBILITY);
        this.scope = scope;
    }

    /**
     * The schema, wired.
     *
     * @param schema as SmallRye made it
     * @param model what SmallRye read in the annotations
     */
    static GraphQLSchema of(GraphQLSchema schema, Schema model, CallScope scope) {
        var wiring = new Wiring(schema, model, scope);
        wiring.operations("Query", model.getQueries());
        wiring.operations("Mutation", model.getMutations());
        wiring.operations("Subscription", model.getSubscriptions());
        wiring.model.getTypes().values().forEach(wiring::type);
        return schema.transformWithoutTypes(builder -> builder.codeRegistry(wiring.registry.build()));
    }

    private void operations(String root, Set<Operation> operations) {
        for (var operation : operations) {
            var names = operation.getArguments().stream().map(Argument::getName).toList();
            var fetcher = new OperationFetcher(bean(operation), method(operation), names, arguments, scope);
            wire(root, operation, fetcher);
        }
    }

    private void type(Type type) {
        var owner = load(type.getClassName());
        for (var field : type.getFields().values()) {
            wire(type.getName(), field, new PropertyFetcher(owner, field.getMethodName()));
        }
        for (var operation : type.getBatchOperations().values()) {
            wire(type.getName(), operation, new TogetherFetcher(bean(operation), method(operation)));
        }
    }

    private void wire(String type, Field field, DataFetcher<?> fetcher) {
        registry.dataFetcher(FieldCoordinates.coordinates(type, field.getName()), fetcher);
    }

    private static Object bean(Operation operation) {
        return Arc.container().instance(load(operation.getClassName())).get();
    }

    private static Method method(Operation operation) {
        List<Method> found = Arrays.stream(load(operation.getClassName()).getMethods())
                .filter(method -> method.getName().equals(operation.getMethodName()))
                .filter(method ->
                        method.getParameterCount() == operation.getArguments().size())
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("Not one method for " + operation.getName() + ": " + found);
        }
        return found.getFirst();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("SmallRye names a class that is none", e);
        }
    }
}
