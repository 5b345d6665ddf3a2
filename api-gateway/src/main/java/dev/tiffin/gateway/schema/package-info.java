/** How the tables come to the version that this gateway knows, and how it waits until they have. */
@NullMarked
package dev.tiffin.gateway.schema;

import org.jspecify.annotations.NullMarked;
