/** Executes GraphQL documents: SmallRye makes the schema from the annotations, graphql-java runs it. */
@NullMarked
package dev.tiffin.gateway.graphql.engine;

import org.jspecify.annotations.NullMarked;
