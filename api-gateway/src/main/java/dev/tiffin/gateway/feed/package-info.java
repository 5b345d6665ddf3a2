/** What changed, told to whoever watches: this gateway's own commits from memory, all others from the log. */
@NullMarked
package dev.tiffin.gateway.feed;

import org.jspecify.annotations.NullMarked;
