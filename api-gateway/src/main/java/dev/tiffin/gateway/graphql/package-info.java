/** The public API: its operations, and the one place where faults and refusals become published errors. */
@NullMarked
package dev.tiffin.gateway.graphql;

import org.jspecify.annotations.NullMarked;
