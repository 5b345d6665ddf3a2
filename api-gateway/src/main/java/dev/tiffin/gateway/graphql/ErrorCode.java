package dev.tiffin.gateway.graphql;

import dev.tiffin.gateway.order.Refusal;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** What {@code extensions.code} of an error may say: the whole list, on which callers may rely. */
@Enum("ErrorCode")
@Description("What `extensions.code` of an error may say.")
public enum ErrorCode {
    @Description("There is no such order, or it is somebody else's.")
    ORDER_NOT_FOUND,
    @Description("The id belongs to another order.")
    ORDER_ID_TAKEN,
    @Description("A value is missing, malformed or out of its limits, or the document is not valid GraphQL.")
    INVALID_INPUT,
    @Description("There is no such restaurant.")
    UNKNOWN_RESTAURANT,
    @Description("There is no such agent.")
    UNKNOWN_AGENT,
    @Description("The restaurant has no such dish, or the dish no such option.")
    UNKNOWN_ITEM,
    @Description("The dish is sold out.")
    ITEM_UNAVAILABLE,
    @Description("The order does not allow it as it stands; the message says why.")
    NOT_ALLOWED_NOW,
    @Description("A valid bearer token is needed.")
    UNAUTHENTICATED,
    @Description("The token's role does not allow it.")
    FORBIDDEN,
    @Description("Too much at once: elements, fields, bytes, sockets or operations.")
    TOO_MANY,
    @Description("A subscriber read too slowly and missed something; subscribe again, with afterVersion.")
    TOO_SLOW,
    @Description("The database cannot be reached at the moment; try again.")
    UNAVAILABLE,
    @Description("Our fault; it has been logged. Trying again is safe.")
    INTERNAL;

    /** The published code of a refusal. */
    public static ErrorCode of(Refusal refusal) {
        return switch (refusal) {
            case ORDER_NOT_FOUND -> ORDER_NOT_FOUND;
            case ORDER_ID_TAKEN -> ORDER_ID_TAKEN;
            case INVALID_INPUT -> INVALID_INPUT;
            case UNKNOWN_RESTAURANT -> UNKNOWN_RESTAURANT;
            case UNKNOWN_AGENT -> UNKNOWN_AGENT;
            case UNKNOWN_ITEM -> UNKNOWN_ITEM;
            case ITEM_UNAVAILABLE -> ITEM_UNAVAILABLE;
            case NOT_ALLOWED_NOW -> NOT_ALLOWED_NOW;
            case FORBIDDEN -> FORBIDDEN;
            case TOO_MANY -> TOO_MANY;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
