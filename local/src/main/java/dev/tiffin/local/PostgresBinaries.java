package dev.tiffin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * The folder that has {@code bin/} and {@code lib/}; each version has its own.
     *
     * @param shared where they are, or are made; several copies of this program may do so at the same time
     */
    static Path in(Path shared) throws IOException, InterruptedException {
        var archive = PostgresBinaries.class.getResource("/" + name());
        if (archive == null) {
            throw new Trouble("There is no PostgreSQL for this kind of machine among the libraries (" + name()
                    + "); start one yourself and name it by DATABASE_URL.");
        }
        var library = archive.getPath().replaceFirst("\\.jar!.*", "").replaceFirst(".*/", "");
        var folder = shared.resolve(library);
        if (Files.exists(folder)) {
            return folder;
        }
        Files.createDirectories(shared);
        var fresh = Files.createTempDirectory(shared, "unpacking-");
        try (var unpacked = new XZInputStream(archive.openStream())) {
            unpack(unpacked, fresh);
        }
        if (!fresh.toFile().renameTo(folder.toFile()) && !Files.exists(folder)) {
            throw new Trouble("PostgreSQL cannot be moved to " + folder + ".");
        }
        return folder;
    }

    private static String name() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + processor + ".txz";
    }

    /** The JDK has no xz; tar every system has, and it knows about links and modes. */
    private static void unpack(XZInputStream unpacked, Path folder) throws IOException, InterruptedException {
        var tar = new ProcessBuilder("tar", "-xf", "-", "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var pipe = tar.getOutputStream()) {
            unpacked.transferTo(pipe);
        }
        if (tar.waitFor() != 0) {
            throw new Trouble("PostgreSQL cannot be unpacked into " + folder + "; is the disk full?");
        }
    }
}
