package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.operator.PauseTable.Pause;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Event types that are held back: across restarts, until an operator ends it. */
@Path("/api/pauses")
@RolesAllowed(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class Pauses {

    private final PauseTable table;
    private final Caller caller;

    @Inject
    Pauses(PauseTable table, Caller caller) {
        this.table = table;
        this.caller = caller;
    }

    public record Paused(List<Pause> pauses) {}

    /** With what waits. */
    @GET
    public Paused list() {
        return new Paused(table.list());
    }

    /** Why it is held back. */
    public record Reason(@Nullable String why) {}

    /** Events of the type wait from now on, and with them later events of the same orders. */
    @PUT
    @Path("/{type}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Paused pause(@RestPath String type, @Nullable Reason reason) {
        table.pause(known(type), caller.name(), Requests.why(reason == null ? null : reason.why));
        return list();
    }

    /** They are delivered again. */
    @DELETE
    @Path("/{type}")
    public Paused resume(@RestPath String type, @RestQuery @Nullable String why) {
        if (!table.resume(known(type), caller.name(), Requests.why(why))) {
            throw Problem.notFound(type + " is not paused");
        }
        return list();
    }

    private static String known(String type) {
        if (!EventTypes.ALL.contains(type)) {
            throw Problem.invalid("there are no events of the type " + type);
        }
        return type;
    }
}
