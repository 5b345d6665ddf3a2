/** Issues tokens on one machine and in tests, where no OIDC issuer is at hand. Never part of a deployed service. */
@NullMarked
package dev.tiffin.issuer;

import org.jspecify.annotations.NullMarked;
