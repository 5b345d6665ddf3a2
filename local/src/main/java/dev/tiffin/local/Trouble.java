package dev.tiffin.local;

/** Something the person at the keyboard can put right; its message is one sentence that says what and how. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    Trouble(String sentence) {
        super(sentence);
    }

    Trouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
