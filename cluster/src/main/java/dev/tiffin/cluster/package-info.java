/**
 * {@code make e2e}: the whole system on the cluster of the current kubeconfig, installed, used, hurt and removed.
 * Speaks to it as an operator and a customer would: by kubectl and by the public API.
 */
@NullMarked
package dev.tiffin.cluster;

import org.jspecify.annotations.NullMarked;
