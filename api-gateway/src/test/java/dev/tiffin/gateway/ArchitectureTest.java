package dev.tiffin.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import io.smallrye.graphql.api.Subscription;
import jakarta.annotation.security.RolesAllowed;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Query;
import org.junit.jupiter.api.Test;

/** What packages and imports alone cannot say. */
class ArchitectureTest {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tiffin.gateway");

    @Test
    void everyOperationSaysWhoMayCallIt() {
        methods()
                .that(annotatedWith(Query.class)
                        .or(annotatedWith(Mutation.class))
                        .or(annotatedWith(Subscription.class)))
                .should(beAnnotatedWith(RolesAllowed.class).or(beAnnotatedWith(Authenticated.class)))
                .because("paths do not protect operations: all have the same one")
                .check(GATEWAY);
    }

    @Test
    void theStoreKnowsNeitherTheApiNorTheFeed() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.store..")
                .should()
                .dependOnClassesThat(resideInAPackage("..gateway.graphql..").or(resideInAPackage("..gateway.feed..")))
                .because("arrows point from the API to the tables")
                .check(GATEWAY);
    }

    @Test
    void onlyTheApiKnowsGraphQL() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..gateway.graphql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("graphql..", "org.eclipse.microprofile.graphql..", "io.smallrye.graphql..")
                .because("orders can be had by other ways than GraphQL")
                .check(GATEWAY);
    }

    @Test
    void theApiShowsItsOwnTypes() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.graphql.view..")
                .should()
                .dependOnClassesThat(resideInAPackage("..gateway.store.."))
                .because("what callers see must not change with the tables")
                .check(GATEWAY);
    }
}
