package dev.tiffin.gateway.graphql.engine;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses, validates and limits documents, once: an app sends the same few documents again and again. Only valid and
 * short ones are remembered, so that nobody can fill the memory with theirs.
 */
final class Documents {

    private static final int REMEMBERED = 500;
    private static final int LONGEST_REMEMBERED = 8_192;

    private final GraphQLSchema schema;
    private final DocumentLimits limits;

    @SuppressWarnings("serial")
    private final Map<String, PreparsedDocumentEntry> remembered = new LinkedHashMap<>(REMEMBERED, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparsedDocumentEntry> eldest) {
            return size() > REMEMBERED;
        }
    };

    Documents(GraphQLSchema schema, DocumentLimits limits) {
        this.schema = schema;
        this.limits = limits;
    }

    /** The document, or what is wrong with it. */
    PreparsedDocumentEntry read(String query) {
        synchronized (remembered) {
            var known = remembered.get(query);
            if (known != null) {
                return known;
            }
        }
        var read = parse(query);
        if (!read.hasErrors() && query.length() <= LONGEST_REMEMBERED) {
            synchronized (remembered) {
                remembered.put(query, read);
            }
        }
        return read;
    }

    private PreparsedDocumentEntry parse(String query) {
        var parsed = ParseAndValidate.parse(
                ExecutionInput.newExecutionInput(query).locale(Locale.ROOT).build());
        if (parsed.isFailure()) {
            return new PreparsedDocumentEntry(
                    List.of(parsed.getSyntaxException().toInvalidSyntaxError()));
        }
        var document = parsed.getDocument();
        // Before validation, whose cost grows faster than the document.
        List<GraphQLError> beyond = limits.exceededBy(document);
        if (!beyond.isEmpty()) {
            return new PreparsedDocumentEntry(beyond);
        }
        var invalid = ParseAndValidate.validate(schema, document, Locale.ROOT);
        return invalid.isEmpty()
                ? new PreparsedDocumentEntry(document)
                : new PreparsedDocumentEntry(List.<GraphQLError>copyOf(invalid));
    }
}
