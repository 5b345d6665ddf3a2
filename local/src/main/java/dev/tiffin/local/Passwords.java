package dev.tiffin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets of this copy, each in a file that only its owner reads. */
final class Passwords {

    private static final int BYTES = 24;

    private final Path folder;

    Passwords(Path folder) {
        this.folder = folder;
    }

    /** The secret of that name, made on first use. */
    String of(String name) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            var secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            Files.createDirectories(folder, ownerOnly("rwx------"));
            writePrivately(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        return Files.readString(file);
    }

    /** Writes a file for its owner's eyes; a reader sees the old text or the new, whole. */
    static void writePrivately(Path file, String text) throws IOException {
        var fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), "." + file.getFileName(), "", ownerOnly("rw-------"));
        Files.writeString(fresh, text);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static java.nio.file.attribute.FileAttribute<?> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
