package dev.tiffin.gateway.order;

/** The one domain error: a command was refused. Not a fault; it carries no stack trace. */
public final class OrderRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal code;
    private final String sentence;

    /**
     * @param code for programs
     * @param sentence for people
     */
    public OrderRefused(Refusal code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    /** For programs. */
    public Refusal code() {
        return code;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
