package dev.tiffin.contract;

/**
 * What bridge and functions mean by a batch of events, beyond what CloudEvents says of it. The request is CloudEvents'
 * HTTP batch mode as it stands: a JSON array of structured events. CloudEvents leaves open how single events of a batch
 * are answered; here each is answered on its own and as soon as it is done, so that a slow one holds up no other:
 *
 * <pre>
 *   HTTP/1.1 200 OK
 *   content-type: application/x-ndjson
 *
 *   {"event":2,"status":204}
 *   {"event":0,"status":204}
 *   {"event":1,"status":503,"title":"The gateway answers UNAVAILABLE","retryAfter":1}
 * </pre>
 *
 * A line for each event: its place in the batch, from 0, and what it would have been answered alone, status, sentence
 * and seconds until it may come again. An event without a line was not answered. Any other status than 200 speaks of
 * the batch as a whole, and none of its events was worked on: 415 that batches are not taken here, 400 and 422 that
 * something in it is wrong; sent one by one, the others will do.
 */
public final class EventBatch {

    /** Content type of a batch. */
    public static final String MEDIA_TYPE = "application/cloudevents-batch+json";

    /** Content type of its answer: a JSON object on each line. */
    public static final String ANSWER_MEDIA_TYPE = "application/x-ndjson";

    /** In a line of the answer: the event's place in the batch, from 0. */
    public static final String EVENT = "event";

    /** In a line of the answer: the HTTP status that the event would have been answered with alone. */
    public static final String STATUS = "status";

    /** In a line of the answer: what went wrong, in a sentence; missing when nothing did. */
    public static final String TITLE = "title";

    /** In a line of the answer: seconds until the event may come again; missing when nothing is asked for. */
    public static final String RETRY_AFTER = "retryAfter";

    private EventBatch() {}
}
