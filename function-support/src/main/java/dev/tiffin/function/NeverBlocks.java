package dev.tiffin.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Of a function: it computes for microseconds, and what it waits for it waits for by a
 * {@link io.smallrye.mutiny.Uni}. Where all functions are so, events may come in batches and are worked on on the event
 * loop. Not Quarkus' {@code @NonBlocking}, which the build refuses where Funqy would not heed it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NeverBlocks {}
