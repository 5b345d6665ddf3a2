package dev.tiffin.bridge;

import dev.tiffin.bridge.StubFunctions.Received;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.message.impl.BaseGenericBinaryMessageReaderImpl;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Reads what came in by the rules of the CloudEvents SDK, which refuses what is no event. */
final class CloudEventsJudge extends BaseGenericBinaryMessageReaderImpl<String, String> {

    private static final String PREFIX = "ce-";

    private final Received received;

    private CloudEventsJudge(Received received) {
        super(
                SpecVersion.parse(received.headers().get("ce-specversion")),
                BytesCloudEventData.wrap(received.body().getBytes(StandardCharsets.UTF_8)));
        this.received = received;
    }

    static CloudEvent read(Received received) {
        return new CloudEventsJudge(received).toEvent();
    }

    @Override
    protected boolean isContentTypeHeader(String name) {
        return name.equalsIgnoreCase("content-type");
    }

    @Override
    protected boolean isCloudEventsHeader(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    @Override
    protected String toCloudEventsKey(String name) {
        return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }

    @Override
    protected void forEachHeader(BiConsumer<String, String> header) {
        received.headers().forEach(header);
    }

    @Override
    protected String toCloudEventsValue(String value) {
        return value;
    }
}
