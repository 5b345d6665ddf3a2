/**
 * The log of order changes as the bridge reads it: one session that holds leases and parking locks, listens, fetches
 * and writes checkpoints. Knows nothing of where events go.
 */
@NullMarked
package dev.tiffin.bridge.log;

import org.jspecify.annotations.NullMarked;
