package dev.tiffin.gateway.order;

/** Why a command is refused; the published list of error codes that callers may rely on. */
public enum Refusal {
    /** There is no such order, or it is somebody else's. */
    ORDER_NOT_FOUND,
    /** The id belongs to another order. */
    ORDER_ID_TAKEN,
    /** A value is missing, malformed or out of its limits. */
    INVALID_INPUT,
    /** There is no such restaurant. */
    UNKNOWN_RESTAURANT,
    /** There is no such agent. */
    UNKNOWN_AGENT,
    /** The restaurant has no such dish, or the dish no such option. */
    UNKNOWN_ITEM,
    /** The dish is sold out. */
    ITEM_UNAVAILABLE,
    /** The order does not allow it as it stands; the sentence says why. */
    NOT_ALLOWED_NOW,
    /** The role does not allow it. */
    FORBIDDEN,
    /** Too much is asked at once; try again later. */
    TOO_MANY,
    /** The database cannot be reached; try again later. */
    UNAVAILABLE
}
