/** What the API answers: records of its own, so that the domain can change without the API. */
@NullMarked
package dev.tiffin.gateway.graphql.view;

import org.jspecify.annotations.NullMarked;
