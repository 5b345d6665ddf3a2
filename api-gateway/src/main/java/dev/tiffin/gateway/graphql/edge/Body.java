package dev.tiffin.gateway.graphql.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request up to a limit. */
final class Body {

    private final RoutingContext context;
    private final int mostBytes;
    private final Buffer received = Buffer.buffer();
    private boolean tooLarge;

    Body(RoutingContext context, int mostBytes) {
        this.context = context;
        this.mostBytes = mostBytes;
    }

    /** Calls back once, with null if the body is larger than allowed. */
    void read(Consumer<@Nullable Buffer> whole) {
        var request = context.request();
        if (announced(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > mostBytes) {
            whole.accept(null);
            return;
        }
        request.handler(part -> {
            if (tooLarge) {
                return;
            }
            if (received.length() + part.length() > mostBytes) {
                tooLarge = true;
                whole.accept(null);
                return;
            }
            received.appendBuffer(part);
        });
        request.endHandler(end -> {
            if (!tooLarge) {
                whole.accept(received);
            }
        });
        // Quarkus pauses requests until somebody wants their body.
        request.resume();
    }

    private static long announced(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength.strip());
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
