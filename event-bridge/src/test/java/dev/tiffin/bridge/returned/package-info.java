@NullMarked
package dev.tiffin.bridge.returned;

import org.jspecify.annotations.NullMarked;
