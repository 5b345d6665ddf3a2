@NullMarked
package dev.tiffin.gateway;

import org.jspecify.annotations.NullMarked;
