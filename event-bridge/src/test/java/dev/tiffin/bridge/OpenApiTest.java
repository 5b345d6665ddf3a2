package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tiffin.bridge.operator.Resources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description of the operator's API names what there is, and nothing else. */
class OpenApiTest {

    private static final Path DESCRIPTION = Path.of("src/main/resources/META-INF/resources/openapi.yaml");

    private static JsonNode description() throws IOException {
        return new YAMLMapper().readTree(DESCRIPTION.toFile());
    }

    @Test
    void namesEveryPath() throws IOException {
        var described = new TreeSet<String>();
        description()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(Resources.all());
    }

    @Test
    void namesEveryFieldOfAnAnswerAndARequest() throws IOException {
        var text = description().toString();
        assertThat(Resources.fields()).allSatisfy(field -> assertThat(text).contains('"' + field + '"'));
    }

    @Test
    void refersToNothingThatIsNotThere() throws IOException {
        var root = description();
        root.findValuesAsText("$ref")
                .forEach(reference -> assertThat(root.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }
}
