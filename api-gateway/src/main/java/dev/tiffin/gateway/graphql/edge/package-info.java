/** GraphQL over HTTP and over WebSockets: status codes, tokens, limits, back-pressure. */
@NullMarked
package dev.tiffin.gateway.graphql.edge;

import org.jspecify.annotations.NullMarked;
