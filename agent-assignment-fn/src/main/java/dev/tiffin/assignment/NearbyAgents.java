package dev.tiffin.assignment;

import dev.tiffin.assignment.AssignmentPolicy.Agent;
import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.function.Gateway;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The free agents near a restaurant, as the gateway knows them. Orders of one restaurant that need the answer at the
 * same time share one question, and for a moment its answer ({@link AssignmentConfig#reuse}): a crowd at one
 * restaurant costs the gateway ten questions a second at most.
 */
@Singleton
class NearbyAgents {

    /** More restaurants than this in one moment are not remembered. */
    private static final int MOST_PLACES = 1_000;

    private record Place(double latitude, double longitude) {}

    private enum State {
        ASKED,
        ANSWERED,
        FAILED
    }

    private static final class Question {
        private final Uni<List<Agent>> answer;
        private final long askedAt;
        private volatile State state = State.ASKED;

        Question(Uni<List<Agent>> answer, long askedAt) {
            this.askedAt = askedAt;
            this.answer = answer.onItemOrFailure()
                    .invoke((agents, failure) -> state = failure == null ? State.ANSWERED : State.FAILED)
                    .memoize()
                    .indefinitely();
        }
    }

    private final Gateway gateway;
    private final AssignmentConfig config;
    private final InstantSource clock;
    private final Map<Place, Question> questions = new HashMap<>();

    @Inject
    NearbyAgents(Gateway gateway, AssignmentConfig config, InstantSource clock) {
        this.gateway = gateway;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Agents on duty who had room a moment ago, the nearest of them.
     *
     * @param fresh whether an answer that is here already will not do: it has just led to nothing
     */
    Uni<List<Agent>> to(RestaurantSnapshot restaurant, boolean fresh) {
        return question(new Place(restaurant.latitude(), restaurant.longitude()), fresh).answer;
    }

    private synchronized Question question(Place place, boolean fresh) {
        var now = clock.millis();
        var present = questions.get(place);
        if (present != null && usable(present, fresh, now)) {
            return present;
        }
        if (questions.size() >= MOST_PLACES) {
            questions.clear();
        }
        var question = new Question(
                gateway.freeAgents(place.latitude(), place.longitude(), config.listed())
                        .map(NearbyAgents::agents),
                now);
        questions.put(place, question);
        return question;
    }

    private boolean usable(Question question, boolean fresh, long now) {
        return switch (question.state) {
            case ASKED -> true;
            case ANSWERED -> !fresh && now - question.askedAt < config.reuse().toMillis();
            case FAILED -> false;
        };
    }

    private static List<Agent> agents(List<Gateway.FreeAgent> free) {
        return free.stream()
                .map(agent -> new Agent(agent.id(), agent.latitude(), agent.longitude(), agent.load()))
                .toList();
    }
}
