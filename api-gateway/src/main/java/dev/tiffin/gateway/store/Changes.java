package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Progress;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Changes orders, a batch at a time, each batch one transaction:
 *
 * <pre>
 *   begin; lock and read the orders            one round trip
 *   decide, in Java, by the state machine
 *   [lock the agents that are candidates]      one more, only if an agent is looked for
 *   [is there an agent with room at all?]      one more, only if none of the candidates had
 *   [lock the kitchens that have a limit]      one more, only if there are such
 *   [has a person been asked to look?]         one more, only if one says what they found
 *   update, and what goes with it; commit      one round trip
 * </pre>
 *
 * Lock first and decide then: what a statement reads that also locks can be older than the lock. Locks are taken in the
 * order orders, agents, kitchens, and within each by id.
 */
public final class Changes {

    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    /** Ten of the largest lists that one caller may send. */
    private static final int MOST_WAITING = 10_000;

    private final Pool pool;
    private final OrderTable orders;
    private final Placements placements;
    private final AgentTable agents = new AgentTable();
    private final KitchenTable kitchens = new KitchenTable();
    private final DeadlineTable deadlines = new DeadlineTable();
    private final RedeliveryTable redeliveries = new RedeliveryTable();
    private final Consumer<List<Order>> committed;
    private final GroupCommit<Change, Answer> batches;

    /** {@code committed} hears of changes before their callers do. */
    public Changes(Pool pool, OrderTable orders, Placements placements, Consumer<List<Order>> committed) {
        this.pool = pool;
        this.orders = orders;
        this.placements = placements;
        this.committed = committed;
        this.batches = new GroupCommit<>(Change::id, this::commit, MOST_WAITING);
    }

    /** Gives each command to its order; answers are in the order of the commands. */
    public List<Uni<Answer>> change(List<Change> changes) {
        return batches.submit(changes);
    }

    private Uni<List<Answer>> commit(List<Change> changes) {
        var batch = new ChangeBatch(changes);
        return Transaction.in(
                        pool,
                        transaction -> lock(transaction, batch)
                                .chain(() -> findRaised(transaction.connection(), batch))
                                .chain(() -> claim(transaction.connection(), batch))
                                .chain(() -> write(transaction, batch)))
                .map(updated -> {
                    List<Answer> answers = batch.answers(updated);
                    tell(batch, updated);
                    return answers;
                });
    }

    private Uni<Void> lock(Transaction transaction, ChangeBatch batch) {
        SqlConnection connection = transaction.connection();
        List<UUID> ids = batch.ids();
        return Uni.combine()
                .all()
                .unis(transaction.begin(), orders.lock(connection, ids), placements.find(connection, ids))
                .asTuple()
                .invoke(read -> batch.decide(read.getItem2(), read.getItem3()))
                .replaceWithVoid();
    }

    private Uni<Void> findRaised(SqlConnection connection, ChangeBatch batch) {
        List<UUID> wanted = batch.raisedToFind();
        return wanted.isEmpty()
                ? Uni.createFrom().voidItem()
                : deadlines.raised(connection, wanted).invoke(batch::ifRaised).replaceWithVoid();
    }

    private Uni<Void> claim(SqlConnection connection, ChangeBatch batch) {
        Set<String> limited = batch.kitchensToLock();
        if (limited.isEmpty()) {
            return claimAgents(connection, batch);
        }
        return claimAgentsOrLockThem(connection, batch)
                .chain(() -> kitchens.lock(connection, limited))
                .invoke(batch::cook)
                .replaceWithVoid();
    }

    /** Before kitchens, in any case: the triggers will lock the agents who lose an order after them otherwise. */
    private Uni<Void> claimAgentsOrLockThem(SqlConnection connection, ChangeBatch batch) {
        Set<String> carriers = batch.agentsToLock();
        return batch.looksForAgents() || carriers.isEmpty()
                ? claimAgents(connection, batch)
                : agents.lock(connection, carriers).replaceWithVoid();
    }

    private Uni<Void> claimAgents(SqlConnection connection, ChangeBatch batch) {
        if (!batch.looksForAgents()) {
            return Uni.createFrom().voidItem();
        }
        return agents.lock(connection, batch.agentsToLock()).flatMap(room -> {
            if (batch.claim(room)) {
                return Uni.createFrom().voidItem();
            }
            return agents.room(connection).invoke(batch::withoutAgent).replaceWithVoid();
        });
    }

    private Uni<Map<UUID, Order>> write(Transaction transaction, ChangeBatch batch) {
        SqlConnection connection = transaction.connection();
        Uni<Void> nothing = Uni.createFrom().voidItem();
        List<UUID> problems = batch.problems();
        List<UUID> wanting = batch.wantingAgents();
        List<UUID> waiting = batch.wantingKitchens();
        return Uni.combine()
                .all()
                .unis(
                        batch.updates().isEmpty()
                                ? Uni.createFrom().item(Map.<UUID, Progress>of())
                                : orders.update(connection, batch.updates()),
                        problems.isEmpty() ? nothing : deadlines.raise(connection, problems),
                        wanting.isEmpty() ? nothing : redeliveries.askAgainForAgents(connection, wanting),
                        waiting.isEmpty() ? nothing : redeliveries.askAgainForKitchens(connection, waiting),
                        transaction.commit())
                .asTuple()
                .map(written -> batch.updated(written.getItem1()));
    }

    private void tell(ChangeBatch batch, Map<UUID, Order> updated) {
        batch.problems()
                .forEach(id -> LOG.log(System.Logger.Level.WARNING, "order {0} needs a person: see its deadline", id));
        if (!updated.isEmpty()) {
            committed.accept(List.copyOf(updated.values()));
        }
    }
}
