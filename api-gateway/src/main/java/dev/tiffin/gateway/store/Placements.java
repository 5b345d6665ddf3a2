package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Placement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is fixed in orders, remembered: it cannot become untrue. An order is changed some five times in its first
 * seconds, as a rule by the gateway that placed it, and its lines and restaurant need not be read and parsed each time.
 *
 * <p>Thread-safe.
 */
public final class Placements {

    /** At a thousand orders a second, those of the last ten seconds; some ten megabytes. */
    private static final int MOST_REMEMBERED = 10_000;

    private final OrderTable orders;
    private final Map<UUID, Placement> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Placement> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** Reads what is not remembered from this table. */
    public Placements(OrderTable orders) {
        this.orders = orders;
    }

    /** These orders, as far as they exist. Asks the database only for those that are not remembered. */
    public Uni<Map<UUID, Placement>> find(SqlClient client, Collection<UUID> ids) {
        Map<UUID, Placement> found = new HashMap<>();
        List<UUID> unknown;
        synchronized (remembered) {
            ids.stream().filter(remembered::containsKey).forEach(id -> found.put(id, remembered.get(id)));
        }
        unknown = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return orders.placements(client, unknown).map(read -> {
            remember(read);
            read.forEach(placement -> found.put(placement.id(), placement));
            return found;
        });
    }

    void remember(Collection<Placement> placements) {
        synchronized (remembered) {
            placements.forEach(placement -> remembered.put(placement.id(), placement));
        }
    }
}
