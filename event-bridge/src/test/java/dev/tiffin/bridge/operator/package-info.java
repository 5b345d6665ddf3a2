@NullMarked
package dev.tiffin.bridge.operator;

import org.jspecify.annotations.NullMarked;
