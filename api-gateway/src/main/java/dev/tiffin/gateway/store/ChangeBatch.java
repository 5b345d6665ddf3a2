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
import org.jspecify.annotations.Nullable;

/** The orders of one transaction and what was decided about each; knows no SQL. Each order is in it once. */
final class ChangeBatch {

    private static final Set<OrderStatus> COOKING = Set.of(OrderStatus.APPROVED, OrderStatus.ASSIGNED);
    private static final Set<OrderStatus> CARRIED = Set.of(OrderStatus.ASSIGNED, OrderStatus.PICKED_UP);

    private final List<Change> changes;
    private final Map<UUID, Case> cases = new LinkedHashMap<>();
    private final Set<UUID> wantingAgents = new TreeSet<>();
    private final Set<UUID> wantingKitchens = new TreeSet<>();
    private int claimed;

    ChangeBatch(List<Change> changes) {
        this.changes = changes;
    }

    /** An order that exists, what is asked of it, and what has been decided so far. */
    private static final class Case {
        private final Change change;
        private final Order order;
        private final Instant now;
        private Decision decision;

        Case(Change change, Order order, Instant now) {
            this.change = change;
            this.order = order;
            this.now = now;
            this.decision = StateMachine.decide(order, change.command(), change.actor(), now);
        }
    }

    List<UUID> ids() {
        return changes.stream().map(Change::id).toList();
    }

    /** Asks the state machine about each order, as it was found when it was locked. */
    void decide(Map<UUID, OrderTable.Locked> locked, Map<UUID, Placement> placements) {
        for (Change change : changes) {
            OrderTable.Locked row = locked.get(change.id());
            Placement placement = placements.get(change.id());
            if (row != null && placement != null) {
                cases.put(change.id(), new Case(change, new Order(placement, row.progress()), row.now()));
            }
        }
    }

    boolean looksForAgents() {
        return cases.values().stream().anyMatch(one -> one.decision instanceof Decision.Claim);
    }

    /** The candidates; and the agents who are about to lose an order, for the triggers will lock these. */
    Set<String> agentsToLock() {
        Set<String> agents = new TreeSet<>();
        for (Case one : cases.values()) {
            if (one.decision instanceof Decision.Claim claim) {
                agents.addAll(claim.candidates());
            }
            String carrier = one.order.progress().agentId();
            if (carrier != null && CARRIED.contains(one.order.status())) {
                agents.add(carrier);
            }
        }
        return agents;
    }

    /**
     * Gives each order that looks for an agent to the first of its candidates who has room, and counts what is given
     * away here: the database will not see it before the update.
     *
     * @param room how many more orders each of the locked agents may be given
     * @return whether each found one
     */
    boolean claim(Map<String, Integer> room) {
        Map<String, Integer> left = new HashMap<>(room);
        boolean all = true;
        for (Case one : cases.values()) {
            if (one.decision instanceof Decision.Claim claim) {
                String agent = firstWithRoom(claim.candidates(), left);
                if (agent == null) {
                    all = false;
                    continue;
                }
                left.merge(agent, -1, Integer::sum);
                claimed++;
                one.decision = StateMachine.assigned(one.order, agent, one.change.actor(), one.now);
            }
        }
        return all;
    }

    private static @Nullable String firstWithRoom(List<String> candidates, Map<String, Integer> left) {
        for (String candidate : candidates) {
            if (left.getOrDefault(candidate, 0) > 0) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * For those whose candidates were all taken, or who had none. If any agent has room all the same, the ranking was
     * out of date and the step works again. Otherwise everybody is busy, which is an answer, and the event comes
     * again later.
     *
     * @param roomOfAll how many orders all agents could be given before this batch
     */
    void withoutAgent(long roomOfAll) {
        boolean roomLeft = roomOfAll > claimed;
        for (Case one : cases.values()) {
            if (one.decision instanceof Decision.Claim) {
                if (roomLeft) {
                    one.decision = new Decision.Unchanged(Outcome.RETRY);
                } else {
                    wantingAgents.add(one.order.id());
                    one.decision = StateMachine.noAgentFree(one.order, one.change.actor());
                }
            }
        }
    }

    /**
     * The restaurants with a limit whose kitchens are asked for room, or may lose an order: the trigger will lock them.
     */
    Set<String> kitchensToLock() {
        Set<String> kitchens = new TreeSet<>();
        for (Case one : cases.values()) {
            var restaurant = one.order.placement().restaurant();
            boolean cooks = one.decision instanceof Decision.Cook || COOKING.contains(one.order.status());
            if (restaurant.capacity() != null && cooks) {
                kitchens.add(restaurant.id());
            }
        }
        return kitchens;
    }

    /**
     * Lets each order that is to be cooked into its kitchen while there is room, and counts here, as for agents.
     *
     * @param room how many more orders each of the locked kitchens can prepare
     */
    void cook(Map<String, Integer> room) {
        Map<String, Integer> left = new HashMap<>(room);
        for (Case one : cases.values()) {
            if (one.decision instanceof Decision.Cook cook) {
                String kitchen = one.order.placement().restaurant().id();
                if (left.getOrDefault(kitchen, 1) > 0) {
                    left.computeIfPresent(kitchen, (id, places) -> places - 1);
                    one.decision = cook.then();
                    continue;
                }
                one.decision = StateMachine.kitchenFull(one.order, one.change.command(), one.change.actor());
                if (!(one.decision instanceof Decision.Refused)) {
                    wantingKitchens.add(one.order.id());
                }
            }
        }
    }

    /** The orders of which it matters whether a person has been asked to look. */
    List<UUID> raisedToFind() {
        return cases.values().stream()
                .filter(one -> one.decision instanceof Decision.OnceRaised)
                .map(one -> one.order.id())
                .toList();
    }

    /** Lets what a person does take effect on these orders, of which a problem has been raised. */
    void ifRaised(Set<UUID> raised) {
        for (Case one : cases.values()) {
            if (one.decision instanceof Decision.OnceRaised once) {
                one.decision = raised.contains(one.order.id()) ? once.then() : once.otherwise();
            }
        }
    }

    List<UUID> wantingKitchens() {
        return List.copyOf(wantingKitchens);
    }

    List<OrderTable.Changed> updates() {
        List<OrderTable.Changed> updates = new ArrayList<>();
        for (Case one : cases.values()) {
            if (one.decision instanceof Decision.Change change) {
                updates.add(new OrderTable.Changed(one.order.id(), change.next()));
            }
        }
        return updates;
    }

    List<UUID> problems() {
        return cases.values().stream()
                .filter(one -> one.decision instanceof Decision.Raise)
                .map(one -> one.order.id())
                .toList();
    }

    List<UUID> wantingAgents() {
        return List.copyOf(wantingAgents);
    }

    /** The changed orders, given what the triggers made of the changes. */
    Map<UUID, Order> updated(Map<UUID, Progress> written) {
        Map<UUID, Order> updated = new LinkedHashMap<>();
        for (Case one : cases.values()) {
            Progress progress = written.get(one.order.id());
            if (progress != null) {
                updated.put(one.order.id(), new Order(one.order.placement(), progress));
            }
        }
        return updated;
    }

    List<Answer> answers(Map<UUID, Order> updated) {
        return changes.stream()
                .map(change -> answer(cases.get(change.id()), updated))
                .toList();
    }

    private static Answer answer(@Nullable Case one, Map<UUID, Order> updated) {
        if (one == null) {
            return Answer.unknownOrder();
        }
        return switch (one.decision) {
            case Decision.Change change ->
                Answer.of(Outcome.APPLIED, Objects.requireNonNull(updated.get(one.order.id())));
            case Decision.Unchanged unchanged -> Answer.of(unchanged.outcome(), one.order);
            case Decision.Raise raise -> Answer.of(raise.outcome(), one.order);
            case Decision.Claim claim -> throw new IllegalStateException("a claim was left open");
            case Decision.Cook cook -> throw new IllegalStateException("a kitchen was not asked");
            case Decision.OnceRaised once -> throw new IllegalStateException("nobody looked for a problem");
            case Decision.Refused refused -> Answer.refused(refused);
        };
    }
}
