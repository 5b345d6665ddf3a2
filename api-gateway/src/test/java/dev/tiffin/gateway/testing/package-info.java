/** The gateway with a database and an issuer of its own, and how tests talk to it. */
@NullMarked
package dev.tiffin.gateway.testing;

import org.jspecify.annotations.NullMarked;
