package dev.tiffin.gateway.store;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.gateway.order.Decision;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Progress;
import dev.tiffin.gateway.order.StateMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The orders of one transaction and what was decided about each; knows no SQL. Each order is in it once. */
final class ChangeBatch {

    private static final Set<OrderStatus> CARRIED = Set.of(OrderStatus.ASSIGNED, OrderStatus.PICKED_UP);

    private final Map<UUID, Change> changes = new LinkedHashMap<>();
    private final Map<UUID, Order> orders = new HashMap<>();
    private final Map<UUID, Instant> times = new HashMap<>();
    private final Map<UUID, Decision> decisions = new LinkedHashMap<>();
    private final Set<UUID> wantingAgents = new TreeSet<>();
    private int claimed;

    ChangeBatch(List<Change> changes) {
        changes.forEach(change -> this.changes.put(change.id(), change));
    }

    List<UUID> ids() {
        return List.copyOf(changes.keySet());
    }

    /** Asks the state machine about each order, as it was found when it was locked. */
    void decide(Map<UUID, OrderTable.Locked> locked, Map<UUID, Placement> placements) {
        changes.forEach((id, change) -> {
            OrderTable.Locked row = locked.get(id);
            Placement placement = placements.get(id);
            if (row != null && placement != null) {
                var order = new Order(placement, row.progress());
                orders.put(id, order);
                times.put(id, row.now());
                decisions.put(id, StateMachine.decide(order, change.command(), change.actor(), row.now()));
            }
        });
    }

    boolean looksForAgents() {
        return decisions.values().stream().anyMatch(Decision.Claim.class::isInstance);
    }

    /** The candidates; and the agents who are about to lose an order, for the triggers will lock these. */
    Set<String> agentsToLock() {
        Set<String> agents = new TreeSet<>();
        decisions.forEach((id, decision) -> {
            if (decision instanceof Decision.Claim claim) {
                agents.addAll(claim.candidates());
            }
            Progress before = orders.get(id).progress();
            if (before.agentId() != null && CARRIED.contains(before.status())) {
                agents.add(before.agentId());
            }
        });
        return agents;
    }

    /**
     * Gives each order that looks for an agent to the first of its candidates who has room, and counts what is given away
     * here: the database will not see it before the update.
     *
     * @param room how many more orders each of the locked agents may be given
     * @return whether each found one
     */
    boolean claim(Map<String, Integer> room) {
        Map<String, Integer> left = new HashMap<>(room);
        boolean all = true;
        for (Map.Entry<UUID, Decision> entry : decisions.entrySet()) {
            if (entry.getValue() instanceof Decision.Claim claim) {
                String agent = claim.candidates().stream()
                        .filter(candidate -> left.getOrDefault(candidate, 0) > 0)
                        .findFirst()
                        .orElse(null);
                if (agent == null) {
                    all = false;
                    continue;
                }
                left.merge(agent, -1, Integer::sum);
                claimed++;
                UUID id = entry.getKey();
                entry.setValue(StateMachine.assigned(
                        orders.get(id), agent, changes.get(id).actor(), times.get(id)));
            }
        }
        return all;
    }

    /**
     * For those whose candidates were all taken, or who had none. If any agent has room all the same, the ranking was out
     * of date and the step works again. Otherwise everybody is busy, which is an answer, and the event comes again later.
     *
     * @param roomOfAll how many orders all agents could be given before this batch
     */
    void withoutAgent(long roomOfAll) {
        boolean roomLeft = roomOfAll > claimed;
        for (Map.Entry<UUID, Decision> entry : decisions.entrySet()) {
            if (entry.getValue() instanceof Decision.Claim) {
                UUID id = entry.getKey();
                if (roomLeft) {
                    entry.setValue(new Decision.Unchanged(Outcome.RETRY));
                } else {
                    wantingAgents.add(id);
                    entry.setValue(StateMachine.noAgentFree(
                            orders.get(id), changes.get(id).actor()));
                }
            }
        }
    }

    List<OrderTable.Changed> updates() {
        List<OrderTable.Changed> updates = new ArrayList<>();
        decisions.forEach((id, decision) -> {
            if (decision instanceof Decision.Change change) {
                updates.add(new OrderTable.Changed(id, change.next()));
            }
        });
        return updates;
    }

    List<UUID> problems() {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Decision.Raise)
                .map(Map.Entry::getKey)
                .toList();
    }

    List<UUID> wantingAgents() {
        return List.copyOf(wantingAgents);
    }

    /** The changed orders, given what the triggers made of the changes. */
    Map<UUID, Order> updated(Map<UUID, Progress> written) {
        Map<UUID, Order> updated = new LinkedHashMap<>();
        written.forEach(
                (id, progress) -> updated.put(id, new Order(orders.get(id).placement(), progress)));
        return updated;
    }

    List<Answer> answers(Map<UUID, Order> updated) {
        return changes.keySet().stream().map(id -> answer(id, updated)).toList();
    }

    private Answer answer(UUID id, Map<UUID, Order> updated) {
        Order before = orders.get(id);
        Decision decision = decisions.get(id);
        if (before == null || decision == null) {
            return Answer.unknownOrder();
        }
        return switch (decision) {
            case Decision.Change change -> Answer.of(Outcome.APPLIED, Objects.requireNonNull(updated.get(id)));
            case Decision.Unchanged unchanged -> Answer.of(unchanged.outcome(), before);
            case Decision.Raise raise -> Answer.of(Outcome.APPLIED, before);
            case Decision.Claim claim -> throw new IllegalStateException("a claim was left open");
            case Decision.Refused refused -> Answer.refused(refused);
        };
    }
}
