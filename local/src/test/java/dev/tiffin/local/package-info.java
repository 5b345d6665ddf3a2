/** The end-to-end tests: real processes, a real database, the public API. */
@NullMarked
package dev.tiffin.local;

import org.jspecify.annotations.NullMarked;
