package dev.tiffin.gateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.gateway.testing.CityAndIssuer;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class SchemaTest {

    private static final Path COMMITTED = Path.of("schema.graphql");

    @Inject
    GraphQLSchema schema;

    @Test
    void isTheCommittedOne() throws IOException {
        String now = new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                        .includeDirectives(false)
                        .includeScalarTypes(true))
                .print(schema);
        if (Boolean.getBoolean("schema.update")) {
            Files.writeString(COMMITTED, now);
        }
        assertThat(COMMITTED)
                .as("The API has changed. If that is meant, run the test again with -Dschema.update=true")
                .content()
                .isEqualTo(now);
    }

    @Test
    void describesEveryTypeFieldArgumentAndValue() {
        List<String> bare = new ArrayList<>();
        schema.getAllTypesAsList().stream()
                .filter(type -> !type.getName().startsWith("__"))
                .forEach(type -> describe(type, bare));
        assertThat(bare).isEmpty();
    }

    private static void describe(GraphQLNamedType type, List<String> bare) {
        switch (type) {
            case GraphQLObjectType object ->
                object.getFieldDefinitions().forEach(field -> {
                    check(type.getName() + "." + field.getName(), field, bare);
                    field.getArguments()
                            .forEach(argument -> check(
                                    type.getName() + "." + field.getName() + "(" + argument.getName(), argument, bare));
                });
            case GraphQLInputObjectType input ->
                input.getFieldDefinitions()
                        .forEach(field -> check(type.getName() + "." + field.getName(), field, bare));
            case GraphQLEnumType names ->
                names.getValues().forEach(value -> check(type.getName() + "." + value.getName(), value, bare));
            default -> {}
        }
        if (type instanceof GraphQLDirectiveContainer described) {
            check(type.getName(), described, bare);
        }
    }

    private static void check(String name, GraphQLDirectiveContainer element, List<String> bare) {
        if (element.getDescription() == null || element.getDescription().isBlank()) {
            bare.add(name);
        }
    }
}
