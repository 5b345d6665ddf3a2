/** What the tests of all functions share: a stub of the gateway, events to deliver, and what every step must do. */
@NullMarked
package dev.tiffin.function.testing;

import org.jspecify.annotations.NullMarked;
