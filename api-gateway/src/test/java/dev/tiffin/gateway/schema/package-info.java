@NullMarked
package dev.tiffin.gateway.schema;

import org.jspecify.annotations.NullMarked;
