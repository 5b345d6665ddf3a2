/** The third step: the restaurant's answer, where its policy can give it without a person. */
@NullMarked
package dev.tiffin.approval;

import org.jspecify.annotations.NullMarked;
