@NullMarked
package dev.tiffin.bridge.delivery;

import org.jspecify.annotations.NullMarked;
