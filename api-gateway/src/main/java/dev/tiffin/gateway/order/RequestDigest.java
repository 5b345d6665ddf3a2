package dev.tiffin.gateway.order;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a request as it was sent: tells a repeated request from another one under the same id. Every part is
 * written with its length, so that no two requests look alike. Prices are not part of it: a repeat is a repeat after
 * they changed.
 */
public final class RequestDigest {

    private RequestDigest() {}

    /** 64 hexadecimal digits. */
    public static String of(NewOrder request) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            write(out, request.restaurantId());
            write(out, request.address().text());
            out.writeDouble(request.address().latitude());
            out.writeDouble(request.address().longitude());
            out.writeInt(request.lines().size());
            for (NewOrder.Line line : request.lines()) {
                write(out, line.itemId());
                out.writeInt(line.quantity());
                out.writeInt(line.options().size());
                for (String option : line.options()) {
                    write(out, option);
                }
            }
            write(out, request.paymentMethod() == null ? "" : request.paymentMethod());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException memoryFailed) {
            throw new UncheckedIOException(memoryFailed);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
