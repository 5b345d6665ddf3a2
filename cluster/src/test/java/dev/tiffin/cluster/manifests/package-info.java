/** What can be said about the manifests without a cluster. */
@NullMarked
package dev.tiffin.cluster.manifests;

import org.jspecify.annotations.NullMarked;
