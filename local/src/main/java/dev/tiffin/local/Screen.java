package dev.tiffin.local;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a person sees: one line a fact; colours on a terminal only. Safe for use by several threads. */
final class Screen {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.S");

    private final PrintStream out;
    private final boolean colours;

    Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Standard output; {@code NO_COLOR} is honoured. */
    static Screen standard() throws IOException, InterruptedException {
        return new Screen(System.out, System.getenv("NO_COLOR") == null && isTerminal());
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Something was done. */
    void done(String what, String detail) {
        line("  " + green("✓") + " " + padded(what, 24) + grey(detail));
    }

    /** Something happened just now. */
    void event(String what) {
        line("  " + grey(LocalTime.now(ZoneId.systemDefault()).format(CLOCK)) + "  " + what);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String grey(String text) {
        return paint("2", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /** Java 21 cannot tell, a shell can. */
    private static boolean isTerminal() throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", "test -t 1")
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
