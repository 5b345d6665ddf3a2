@NullMarked
package dev.tiffin.bridge.again;

import org.jspecify.annotations.NullMarked;
