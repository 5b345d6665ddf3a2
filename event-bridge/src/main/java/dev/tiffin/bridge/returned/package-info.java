/** What a Broker could not deliver and gives back: from here on it is the same to an operator as our own failures. */
@NullMarked
package dev.tiffin.bridge.returned;

import org.jspecify.annotations.NullMarked;
