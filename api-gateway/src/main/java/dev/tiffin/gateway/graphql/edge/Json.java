package dev.tiffin.gateway.graphql.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tiffin.gateway.graphql.Errors;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads requests and writes answers. */
final class Json {

    private static final int NESTING = 50;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.USE_FAST_BIG_NUMBER_PARSER)
            .build();

    private Json() {}

    /** The object; empty if the text is no JSON, or no object. */
    static Optional<Map<String, Object>> object(byte[] text) {
        try {
            return object(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be read", e);
        }
    }

    /** The object; empty if the text is no JSON, or no object. */
    static Optional<Map<String, Object>> object(String text) {
        try {
            return object(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    static Optional<Map<String, Object>> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty();
    }

    /** A result as GraphQL over HTTP wants it. */
    static String text(ExecutionResult result) {
        return write(json -> {
            json.writeStartObject();
            if (!result.getErrors().isEmpty()) {
                json.writeFieldName("errors");
                errors(json, result.getErrors());
            }
            if (result.isDataPresent()) {
                json.writeFieldName("data");
                value(json, result.getData());
            }
            json.writeEndObject();
        });
    }

    /** A list of errors. */
    static String text(List<GraphQLError> errors) {
        return write(json -> errors(json, errors));
    }

    /** An answer without data. */
    static String failure(List<GraphQLError> errors) {
        return write(json -> {
            json.writeStartObject();
            json.writeFieldName("errors");
            errors(json, errors);
            json.writeEndObject();
        });
    }

    /** A text in quotes. */
    static String quoted(String text) {
        return write(json -> json.writeString(text));
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String write(Writing writing) {
        var text = new StringWriter(512);
        try (var json = FACTORY.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written", e);
        }
        return text.toString();
    }

    private static void errors(JsonGenerator json, List<GraphQLError> errors) throws IOException {
        json.writeStartArray();
        for (var error : errors) {
            json.writeStartObject();
            json.writeStringField("message", error.getMessage());
            if (error.getPath() != null) {
                json.writeFieldName("path");
                value(json, error.getPath());
            }
            if (error.getLocations() != null && !error.getLocations().isEmpty()) {
                json.writeFieldName("locations");
                locations(json, error.getLocations());
            }
            json.writeObjectFieldStart("extensions");
            json.writeStringField("code", Errors.code(error).name());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void locations(JsonGenerator json, List<SourceLocation> locations) throws IOException {
        json.writeStartArray();
        for (var location : locations) {
            json.writeStartObject();
            json.writeNumberField("line", location.getLine());
            json.writeNumberField("column", location.getColumn());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    // What scalars and enums serialise to is one of these; times and ids are text.
    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case Map<?, ?> map -> object(json, map);
            case List<?> list -> array(json, list);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    private static void object(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (var entry : map.entrySet()) {
            json.writeFieldName(entry.getKey().toString());
            value(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (var element : list) {
            value(json, element);
        }
        json.writeEndArray();
    }
}
