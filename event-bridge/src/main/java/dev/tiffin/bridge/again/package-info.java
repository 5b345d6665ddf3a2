/**
 * What is done about events that are to be sent again: when, how often, where they wait meanwhile, and where those
 * end that nobody will send any more.
 */
@NullMarked
package dev.tiffin.bridge.again;

import org.jspecify.annotations.NullMarked;
