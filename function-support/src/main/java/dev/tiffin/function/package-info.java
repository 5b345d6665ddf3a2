/**
 * What the functions share and nothing else: the guard in front of Funqy, which gives every failure its right HTTP
 * status, and the client that writes results back to the gateway.
 */
@NullMarked
package dev.tiffin.function;

import org.jspecify.annotations.NullMarked;
