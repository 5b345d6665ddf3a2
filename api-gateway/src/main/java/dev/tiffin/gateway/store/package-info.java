/** The tables, one class each with every SQL statement of it, and the batching of commands into transactions. */
@NullMarked
package dev.tiffin.gateway.store;

import org.jspecify.annotations.NullMarked;
