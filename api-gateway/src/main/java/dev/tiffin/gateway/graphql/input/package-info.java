/** What the API is given, and how it becomes the domain's; whatever is wrong with it is said with the field's name. */
@NullMarked
package dev.tiffin.gateway.graphql.input;

import org.jspecify.annotations.NullMarked;
