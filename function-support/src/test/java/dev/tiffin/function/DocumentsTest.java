package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions send, held against the gateway's committed schema. */
class DocumentsTest {

    private static final Path SCHEMA = Path.of("../api-gateway/schema.graphql");

    private static final Map<RecordMutation, Class<? extends Record>> RESULTS = Map.of(
            RecordMutation.VALIDATIONS, ValidationResult.class,
            RecordMutation.PAYMENTS, PaymentResult.class,
            RecordMutation.REFUNDS, RefundResult.class,
            RecordMutation.APPROVALS, ApprovalResult.class,
            RecordMutation.ASSIGNMENTS, AssignmentResult.class);

    private static GraphQLSchema schema;

    @BeforeAll
    static void readTheSchema() throws IOException {
        schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(Files.readString(SCHEMA)));
    }

    @ParameterizedTest
    @EnumSource
    void mutationsAreValid(RecordMutation mutation) {
        assertValid(mutation.document());
    }

    @ParameterizedTest
    @ValueSource(strings = {Gateway.FREE_AGENTS, Gateway.STANDING})
    void queriesAreValid(String document) {
        assertValid(document);
    }

    private static void assertValid(String document) {
        var errors = new Validator().validateDocument(schema, Parser.parse(document), Locale.ENGLISH);
        assertThat(errors).as(document).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void resultsHaveTheFieldsOfTheirInputs(RecordMutation mutation) {
        var name = mutation.document().replaceAll(".*\\[(\\w+)!].*", "$1");
        var input = (GraphQLInputObjectType) schema.getType(name);
        var ours = Arrays.stream(RESULTS.get(mutation).getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(input.getFields()).extracting("name").containsAll(ours);
        assertThat(input.getFields().stream()
                        .filter(field -> GraphQLNonNull.class.isInstance(field.getType()))
                        .map(field -> field.getName()))
                .isSubsetOf(ours);
    }

    @Test
    void outcomesAreTheSame() {
        var outcomes = (GraphQLEnumType) schema.getType("Outcome");
        assertThat(outcomes.getValues())
                .extracting(GraphQLEnumValueDefinition::getName)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Outcome.values()).map(Enum::name).toList());
    }
}
