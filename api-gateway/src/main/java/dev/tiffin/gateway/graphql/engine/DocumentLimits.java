package dev.tiffin.gateway.graphql.engine;

import dev.tiffin.gateway.graphql.ErrorCode;
import dev.tiffin.gateway.graphql.Errors;
import dev.tiffin.gateway.graphql.Errors.Published;
import graphql.GraphQLError;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a document may be, fragments counted where they are used.
 *
 * @param depth levels of fields; the introspection of GraphiQL has 13
 * @param fields fields in all
 * @param roots fields at the root: each is a call of an operation
 */
record DocumentLimits(int depth, int fields, int roots) {

    /** What is said about a document that is too large; empty if it is not. */
    List<GraphQLError> exceededBy(Document document) {
        Map<String, FragmentDefinition> fragments = new HashMap<>();
        for (var fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            fragments.put(fragment.getName(), fragment);
        }
        for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            var measure = new Measure(fragments);
            String exceeded = measure.exceededBy(operation.getSelectionSet());
            if (exceeded != null) {
                return List.of(Errors.error(new Published(ErrorCode.TOO_MANY, exceeded)));
            }
        }
        return List.of();
    }

    /** Walks one operation, and stops as soon as a limit is passed: fragments can unfold to any size. */
    private final class Measure {

        private final Map<String, FragmentDefinition> fragments;
        private int counted;
        private int rootsCounted;
        private int spreads;

        Measure(Map<String, FragmentDefinition> fragments) {
            this.fragments = fragments;
        }

        @Nullable
        String exceededBy(SelectionSet set) {
            return walk(set, 1);
        }

        private @Nullable String walk(@Nullable SelectionSet set, int level) {
            if (set == null) {
                return null;
            }
            if (level > depth) {
                return "The document is nested more than " + depth + " levels deep.";
            }
            for (Selection<?> selection : set.getSelections()) {
                String exceeded = switch (selection) {
                    case Field field -> field(field, level);
                    case InlineFragment inline -> spread(inline.getSelectionSet(), level);
                    case FragmentSpread named -> spread(selections(named), level);
                    default -> null;
                };
                if (exceeded != null) {
                    return exceeded;
                }
            }
            return null;
        }

        private @Nullable String field(Field field, int level) {
            counted++;
            if (counted > fields) {
                return "The document selects more than " + fields + " fields.";
            }
            if (level == 1) {
                rootsCounted++;
                if (rootsCounted > roots) {
                    return "The document calls more than " + roots + " operations.";
                }
            }
            return walk(field.getSelectionSet(), level + 1);
        }

        // A fragment without fields, or one that names itself, costs no field: it is counted apart.
        private @Nullable String spread(@Nullable SelectionSet set, int level) {
            spreads++;
            return spreads > fields ? "The document uses more than " + fields + " fragments." : walk(set, level);
        }

        private @Nullable SelectionSet selections(FragmentSpread named) {
            var fragment = fragments.get(named.getName());
            return fragment == null ? null : fragment.getSelectionSet();
        }
    }
}
