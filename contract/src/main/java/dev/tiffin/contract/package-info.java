/** What crosses a process border between Tiffin's parts: order states, events, step results and the credential. */
@NullMarked
package dev.tiffin.contract;

import org.jspecify.annotations.NullMarked;
