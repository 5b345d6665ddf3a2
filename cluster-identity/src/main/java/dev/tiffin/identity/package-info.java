/**
 * In a cluster the parts of the system are who their service accounts are. This makes the kubelet's tokens look like
 * those of any other issuer, so that nobody behind it knows the difference.
 *
 * <pre>
 *   token ─▶ {@link dev.tiffin.identity.Issuers}
 *              │
 *              ├── names a key of the cluster ─▶ system:serviceaccount:tiffin:payment-fn is payment-fn, role payment-fn
 *              └── any other ─▶ checked as configured (mp.jwt.*): people, who have no role of a part of the system
 * </pre>
 */
@NullMarked
package dev.tiffin.identity;

import org.jspecify.annotations.NullMarked;
