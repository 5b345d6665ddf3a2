package dev.tiffin.gateway.graphql.engine;

import dev.tiffin.gateway.graphql.ErrorCode;
import dev.tiffin.gateway.graphql.Errors;
import dev.tiffin.gateway.graphql.Errors.Published;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.SubscriptionExecutionStrategy;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import io.smallrye.graphql.schema.model.Schema;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Executes documents against the schema. All work is done on the calling event loop; nothing here blocks. */
@ApplicationScoped
public class Engine {

    private static final DocumentLimits LIMITS = new DocumentLimits(15, 500, 20);
    private static final int TOKENS = 5_000;
    private static final int WHITESPACE_TOKENS = 50_000;

    private final Documents documents;
    private final GraphQL graphql;

    Engine(GraphQLSchema schema, Schema model, CallScope scope) {
        ParserOptions.setDefaultOperationParserOptions(ParserOptions.getDefaultOperationParserOptions()
                .transform(options -> options.maxTokens(TOKENS).maxWhitespaceTokens(WHITESPACE_TOKENS)));
        var wired = Wiring.of(schema, model, scope);
        var errors = new PublishedErrors();
        this.documents = new Documents(wired, LIMITS);
        this.graphql = GraphQL.newGraphQL(wired)
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .defaultDataFetcherExceptionHandler(errors)
                .subscriptionExecutionStrategy(new SubscriptionExecutionStrategy(errors))
                .instrumentation(SimplePerformantInstrumentation.INSTANCE)
                .build();
    }

    /** What a document asks for. */
    public enum Kind {
        /** Nothing but the schema itself, which is published anyway. */
        INTROSPECTION,
        /** A query or mutation: one answer. */
        SINGLE,
        /** A subscription: a stream of answers. */
        STREAM,
        /** Nothing: the document is not valid, is too large, or has no such operation. */
        INVALID
    }

    /**
     * A document, read and checked.
     *
     * @param kind what it asks for
     * @param errors what is wrong with it, if anything
     */
    public record Prepared(Kind kind, List<GraphQLError> errors, PreparsedDocumentEntry entry) {}

    /** Reads a document and chooses one of its operations. */
    public Prepared prepare(String query, @Nullable String operationName) {
        var entry = documents.read(query);
        if (entry.hasErrors()) {
            return new Prepared(Kind.INVALID, List.copyOf(entry.getErrors()), entry);
        }
        var operation = operation(entry.getDocument(), operationName);
        if (operation == null) {
            var which = Errors.error(new Published(
                    ErrorCode.INVALID_INPUT, "operationName must name one of the document's operations."));
            return new Prepared(Kind.INVALID, List.of(which), entry);
        }
        return new Prepared(kind(operation), List.of(), entry);
    }

    /**
     * Executes a document that was prepared. The result's data is a map or, for a subscription, a
     * {@link org.reactivestreams.Publisher} of results. No fault of the caller's completes it exceptionally.
     */
    public CompletionStage<ExecutionResult> execute(Prepared prepared, Call call) {
        var input = ExecutionInput.newExecutionInput(call.query())
                .operationName(call.operationName())
                .variables(call.variables())
                .graphQLContext(Map.of(
                        Call.class,
                        call,
                        PreparsedDocumentEntry.class,
                        prepared.entry,
                        SubscriptionExecutionStrategy.KEEP_SUBSCRIPTION_EVENTS_ORDERED,
                        true))
                .build();
        return graphql.executeAsync(input);
    }

    private static @Nullable OperationDefinition operation(Document document, @Nullable String name) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        if (name == null || name.isEmpty()) {
            return operations.size() == 1 ? operations.getFirst() : null;
        }
        return operations.stream()
                .filter(operation -> name.equals(operation.getName()))
                .findFirst()
                .orElse(null);
    }

    private static Kind kind(OperationDefinition operation) {
        if (operation.getOperation() == Operation.SUBSCRIPTION) {
            return Kind.STREAM;
        }
        boolean onlySchema = operation.getSelectionSet().getSelections().stream()
                .allMatch(selection ->
                        selection instanceof Field field && field.getName().startsWith("__"));
        return onlySchema ? Kind.INTROSPECTION : Kind.SINGLE;
    }

    /** Whatever an operation throws, as it is published. */
    private static final class PublishedErrors implements DataFetcherExceptionHandler {

        @Override
        public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
                DataFetcherExceptionHandlerParameters failed) {
            var error = Errors.error(Errors.of(failed.getException()), failed.getPath(), failed.getSourceLocation());
            return CompletableFuture.completedFuture(
                    DataFetcherExceptionHandlerResult.newResult(error).build());
        }
    }
}
