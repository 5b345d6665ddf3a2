/** A real database for tests, and the tests of the database itself. */
@NullMarked
package dev.tiffin.database;

import org.jspecify.annotations.NullMarked;
