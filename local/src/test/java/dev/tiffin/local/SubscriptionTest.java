package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final String ACK = "{\"type\":\"connection_ack\"}";

    private final SlowSocket socket = new SlowSocket();
    private final ObjectNode payload = GraphQl.JSON.createObjectNode().put("query", "subscription { x }");
    private final Subscription subscription = new Subscription(payload, data -> {});

    /** A server may answer what was sent before the sender knows that it was sent. */
    @Test
    void waitsWithASendUntilTheOneBeforeIsOver() {
        subscription.onOpen(socket);
        subscription.onText(socket, ACK, true);
        assertThat(socket.sent).hasSize(1);

        socket.sendingIsOver();
        assertThat(socket.sent).hasSize(2).last().asString().contains("\"type\":\"subscribe\"");
        assertThat(subscription.end()).isNotDone();
    }

    @Test
    void saysThatNothingCanBeSent() {
        subscription.onOpen(socket);
        socket.underWay.completeExceptionally(new IllegalStateException("output closed"));
        assertThat(subscription.end()).isCompletedWithValueMatching(end -> end.contains("output closed"));
    }

    /** Refuses to send while a send is under way, as the JDK's does. */
    private static final class SlowSocket implements WebSocket {

        private final List<CharSequence> sent = new ArrayList<>();
        private CompletableFuture<WebSocket> underWay = CompletableFuture.completedFuture(this);

        void sendingIsOver() {
            underWay.complete(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence text, boolean last) {
            if (!underWay.isDone()) {
                return CompletableFuture.failedFuture(new IllegalStateException("Send pending"));
            }
            sent.add(text);
            underWay = new CompletableFuture<>();
            return underWay;
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int code, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void request(long more) {
            // as many as come
        }

        @Override
        public String getSubprotocol() {
            return Subscription.PROTOCOL;
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void abort() {
            // nothing is open
        }
    }
}
